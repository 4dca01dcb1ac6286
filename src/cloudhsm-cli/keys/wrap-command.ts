/**
 * The commands that take keys out of the cluster under another key: they differ in the mechanism alone.
 */
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import type { CliCommand } from '../command.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import { readApproval } from '../read-files.ts';
import { requireOutputFile, writeOutputFile } from '../write-output-file.ts';
import { filterOption } from './key-options.ts';
import { selectUsableKey } from './select-keys.ts';
import { useKeys } from './use-keys.ts';
import { readWrapMechanism, type WrapMechanismName, wrapOptionsOf } from './wrap-mechanisms.ts';

/** Members of the answer, as the page of each mechanism has them. */
const UNDERSCORES = {
  payload: 'payload_key_reference',
  wrapping: 'wrapping_key_reference',
  data: 'wrapped_key_data',
} as const;
const HYPHENS = {
  payload: 'payload-key-reference',
  wrapping: 'wrapping-key-reference',
  data: 'wrapped-key-data',
} as const;
const MEMBERS = {
  'aes-gcm': UNDERSCORES,
  'rsa-pkcs': UNDERSCORES,
  'rsa-oaep': HYPHENS,
} as const;

export const WRAP_OPTIONS: readonly OptionSpec[] = [
  filterOption('payload-filter', 'PAYLOAD_FILTER', 'The key to be wrapped'),
  filterOption('wrapping-filter', 'WRAPPING_FILTER', 'The key to wrap it with'),
  {
    name: 'path',
    value: 'PATH',
    describe: 'File to write the wrapped key to, its bytes, in place of showing it',
    file: true,
  },
  {
    name: 'wrapping-approval',
    value: 'WRAPPING_APPROVALR',
    describe:
      'File of a quorum token with the signatures of those who approve for the wrapping key',
    file: true,
  },
  {
    name: 'payload-approval',
    value: 'PAYLOAD_APPROVALR',
    describe: 'The same for the key to be wrapped',
    file: true,
  },
];

/** `key wrap …`; what it writes to a file it does not print (chosen). */
export function wrapCommand(mechanism: WrapMechanismName): CliCommand {
  return {
    path: ['key', 'wrap', mechanism],
    spec: {
      about: `Take a key out of the cluster, wrapped with ${mechanism.toUpperCase()}`,
      options: [...WRAP_OPTIONS, ...wrapOptionsOf(mechanism)],
    },
    needsLogIn: true,
    isIn: ({ hasKeys }) => hasKeys,
    async run(values, shell) {
      const path = values.find('path');
      if (path !== undefined) await requireOutputFile(path, shell);
      const of = (name: string) => readApproval(values.find(name), shell);
      const { approval: wrappingApproval } = await of('wrapping-approval');
      const { approval: payloadApproval } = await of('payload-approval');
      const payload = await selectUsableKey('payload-filter', values, shell);
      const wrapping = await selectUsableKey('wrapping-filter', values, shell);
      const { reply } = await useKeys(
        shell,
        [payload, wrapping],
        [
          { handle: wrapping.handle, service: 'manageKey', approval: wrappingApproval },
          { handle: payload.handle, service: 'manageKey', approval: payloadApproval },
        ],
        (server) =>
          ({
            op: 'wrapKey',
            session: shell.sessions.idOn(server),
            payload: payload.handle,
            wrapping: wrapping.handle,
            mechanism: readWrapMechanism(mechanism, values),
            ...(wrappingApproval === undefined ? {} : { wrappingApproval }),
            ...(payloadApproval === undefined ? {} : { payloadApproval }),
          }) as const,
      );
      const { wrapped, iv } = reply;
      if (path !== undefined) await writeOutputFile(path, wrapped, shell);
      const members = MEMBERS[mechanism];
      return {
        [members.payload]: formatKeyHandle(payload.handle),
        [members.wrapping]: formatKeyHandle(wrapping.handle),
        ...(iv === undefined ? {} : { iv: `0x${Buffer.from(iv).toString('hex')}` }),
        ...(path === undefined ? { [members.data]: Buffer.from(wrapped).toString('base64') } : {}),
      };
    },
  };
}
