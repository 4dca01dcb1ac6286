/**
 * The commands that sign data and verify signatures: they differ in the mechanism alone.
 */
import type { SignMechanism } from '../../hsm/key-protocol.ts';
import { KEY_HASHES, type KeyHash } from '../../hsm/keys.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import type { CliCommand } from '../command.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import type { OptionValues } from '../option-values.ts';
import { APPROVAL } from '../options.ts';
import { readApproval } from '../read-files.ts';
import {
  DATA_GROUP,
  DATA_TYPE,
  dataOptions,
  HASH_FUNCTION,
  hashOfMgf,
  KEY_FILTER,
  MGF,
} from './key-options.ts';
import { readData, readSignature } from './read-data.ts';
import { selectUsableKey } from './select-keys.ts';
import { useKeys } from './use-keys.ts';

type Mechanism = SignMechanism['type'];

/** `crypto sign …` */
export function signCommand(mechanism: Mechanism): CliCommand {
  return {
    path: ['crypto', 'sign', mechanism],
    spec: {
      about: `Sign with the mechanism ${mechanism.toUpperCase()}`,
      options: [
        KEY_FILTER,
        HASH_FUNCTION,
        ...dataOptions('what is to be signed'),
        ...optionsOf(mechanism),
        APPROVAL,
        DATA_TYPE,
      ],
      oneOf: [DATA_GROUP],
    },
    needsLogIn: true,
    isIn: ({ hasKeys }) => hasKeys,
    async run(values, shell) {
      const data = await readData('data', values, shell);
      const { approval } = await readApproval(values.find('approval'), shell);
      const key = await selectUsableKey('key-filter', values, shell);
      const { handle } = key;
      const { reply } = await useKeys(
        shell,
        [key],
        [{ handle, service: 'useKey', approval }],
        (server) =>
          ({
            op: 'sign',
            session: shell.sessions.idOn(server),
            handle,
            mechanism: readMechanism(mechanism, values),
            data,
            ...(approval === undefined ? {} : { approval }),
          }) as const,
      );
      return {
        'key-reference': formatKeyHandle(handle),
        signature: Buffer.from(reply.signature).toString('base64'),
      };
    },
  };
}

/** `crypto verify …` */
export function verifyCommand(mechanism: Mechanism): CliCommand {
  return {
    path: ['crypto', 'verify', mechanism],
    spec: {
      about: `Verify a signature of the mechanism ${mechanism.toUpperCase()}`,
      options: [
        KEY_FILTER,
        HASH_FUNCTION,
        ...dataOptions('what was signed'),
        {
          name: 'signature-path',
          value: 'SIGNATURE_PATH',
          describe: 'File of the signature, its bytes or base64',
          file: true,
        },
        { name: 'signature', value: 'SIGNATURE', describe: 'The same in base64' },
        DATA_TYPE,
        ...optionsOf(mechanism),
      ],
      oneOf: [DATA_GROUP, ['signature-path', 'signature']],
    },
    needsLogIn: true,
    isIn: ({ hasKeys }) => hasKeys,
    async run(values, shell) {
      const data = await readData('data', values, shell);
      const signature = await readSignature(values, shell);
      const key = await selectUsableKey('key-filter', values, shell);
      await useKeys(
        shell,
        [key],
        [],
        (server) =>
          ({
            op: 'verify',
            session: shell.sessions.idOn(server),
            handle: key.handle,
            mechanism: readMechanism(mechanism, values),
            data,
            signature,
          }) as const,
      );
      return { message: 'Signature verified successfully' };
    },
  };
}

/** What a mechanism takes beside the hash. */
function optionsOf(mechanism: Mechanism): readonly OptionSpec[] {
  if (mechanism !== 'rsa-pkcs-pss') return [];
  const salt: OptionSpec = {
    name: 'salt-length',
    value: 'SALT_LENGTH',
    describe: 'Length of the salt, in bytes',
    required: true,
    number: true,
  };
  return [MGF, salt];
}

function readMechanism(type: Mechanism, values: OptionValues): SignMechanism {
  const hash = hashOf(values.text('hash-function'));
  const isDigest = values.find('data-type') === 'digest';
  if (type !== 'rsa-pkcs-pss') return { type, hash, isDigest };
  const mgf = hashOf(hashOfMgf(values.text('mgf')));
  return { type, hash, mgf, saltLength: values.number('salt-length') ?? 0, isDigest };
}

/** A hash of the grammar, which takes no other. */
export function hashOf(name: string): KeyHash {
  return KEY_HASHES.find((hash) => hash === name) ?? 'sha256';
}
