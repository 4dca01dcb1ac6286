import type { KeyHandle } from '../../hsm/key-protocol.ts';
import type { ClusterServer } from '../../hsm/protocol.ts';
import { nodeCrypto } from '../../node/node-crypto.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import { findService } from '../../token/service.ts';
import { type CliCommand, refuse, type Shell } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { type Answered, askEach, collect } from '../fan-out.ts';
import { filterOption } from '../keys/key-options.ts';
import { selectKey } from '../keys/select-keys.ts';
import type { OptionValues } from '../option-values.ts';
import { textOf } from '../refusal-texts.ts';
import {
  KEY_SERVICE_NAMES,
  numberOf,
  REGISTRATION,
  SERVICE_HELP,
  SERVICE_NAMES,
} from '../services.ts';
import { requireOutputFile } from '../write-output-file.ts';
import { type TokenFileMembers, writeTokenFile } from '../write-token-file.ts';

export const QUORUM_TOKEN_SIGN_GENERATE: CliCommand = {
  path: ['quorum', 'token-sign', 'generate'],
  spec: {
    about: 'Get a token to be signed',
    options: [
      {
        name: 'service',
        value: 'SERVICE',
        describe: 'What the token is for',
        required: true,
        choices: [...SERVICE_NAMES, REGISTRATION, ...KEY_SERVICE_NAMES],
        choiceHelp: SERVICE_HELP,
      },
      {
        name: 'token',
        value: 'TOKEN',
        describe: 'File to write the token to',
        required: true,
        file: true,
      },
      filterOption('filter', 'FILTER', 'Of a service for keys: the key', false),
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const [service, path] = [values.text('service'), values.text('token')];
    await requireOutputFile(path, shell);
    const key = await readKey(service, values, shell);
    if (service === REGISTRATION) {
      await writeTokenFile(path, await registrationToken(shell), shell);
    } else {
      await generate(numberOf(service), path, key, shell);
    }
    return { [shell.edition.tokenPath]: path };
  },
};

/** A key for each service of keys, and for no other. @throws CommandError */
async function readKey(
  service: string,
  values: OptionValues,
  shell: Shell,
): Promise<KeyHandle | undefined> {
  const isForKey = KEY_SERVICE_NAMES.includes(service);
  if (isForKey !== values.has('filter')) {
    refuse(shell, { code: 'filter-of-service', isNeeded: isForKey });
  }
  return isForKey ? (await selectKey('filter', values, shell)).handle : undefined;
}

/** Any HSM's will do for all of them. */
async function registrationToken(shell: Shell): Promise<TokenFileMembers> {
  const answers = await askEach(
    shell,
    (server) => ({ op: 'getRegistrationToken', session: shell.sessions.idOn(server) }) as const,
  );
  const data = answers[0]?.reply.data ?? new Uint8Array();
  const entry = { approval_data: toBase64(data), unsigned: digestOf(data), signed: '' };
  return { tokens: [entry] };
}

interface GetToken {
  readonly op: 'getToken';
  readonly session: string;
  readonly service: number;
  readonly name: string;
  readonly key?: KeyHandle;
}

/** Every HSM has a token, and the file all of them, or no HSM has one more than before. */
async function generate(
  service: number,
  path: string,
  key: KeyHandle | undefined,
  shell: Shell,
): Promise<void> {
  const { sessions } = shell;
  const got: Answered<GetToken>[] = [];
  let isKept = false;
  try {
    const { refused } = await collect(
      shell,
      (server): GetToken => {
        const { name = '' } = sessions.on(server) ?? {};
        return {
          op: 'getToken',
          session: sessions.idOn(server),
          service,
          name,
          ...(key === undefined ? {} : { key }),
        };
      },
      () => true,
      (answered) => got.push(answered),
    );
    const [first] = refused;
    if (first !== undefined) throw new CommandError(textOf(first, shell.texts));
    const data = Buffer.concat(got.map(({ reply }) => reply.record));
    const name = findService(service)?.sdk5?.name;
    await writeTokenFile(
      path,
      {
        ...(shell.edition.namesService ? { service: name } : {}),
        ...(key === undefined ? {} : { key_reference: formatKeyHandle(key) }),
        approval_data: toBase64(data),
        token: digestOf(data),
        signatures: [],
      },
      shell,
    );
    isKept = true;
  } finally {
    if (!isKept) for (const { server, reply } of got) await takeBack(server, reply.record, shell);
  }
}

async function takeBack(server: ClusterServer, tokens: Uint8Array, shell: Shell): Promise<void> {
  await server.execute({ op: 'delToken', session: shell.sessions.idOn(server), tokens });
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function digestOf(bytes: Uint8Array): string {
  return toBase64(nodeCrypto.sha256(bytes));
}
