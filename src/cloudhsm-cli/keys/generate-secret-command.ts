import { cloneKeys, makeKeys } from '../clone-key.ts';
import type { CliCommand } from '../command.ts';
import { answerKey } from './answer-key.ts';
import {
  attributesOption,
  LABEL,
  quorumOptions,
  SESSION,
  SHARE_CRYPTO_USERS,
} from './key-options.ts';
import { readNewKey, readSharing } from './new-key.ts';

const ABOUT = {
  aes: 'Generate an AES key',
  'generic-secret': 'Generate a generic secret, as for an HMAC',
} as const;

/** `key generate-symmetric …` */
export function generateSecretCommand(type: 'aes' | 'generic-secret'): CliCommand {
  return {
    path: ['key', 'generate-symmetric', type],
    spec: {
      about: ABOUT[type],
      options: [
        LABEL,
        SESSION,
        {
          name: 'key-length-bytes',
          value: 'KEY_LENGTH_BYTES',
          describe: 'Length of the key, in bytes',
          required: true,
          number: true,
        },
        attributesOption('attributes', 'KEY_ATTRIBUTES'),
        SHARE_CRYPTO_USERS,
        ...quorumOptions('key'),
      ],
    },
    needsLogIn: true,
    isIn: ({ hasKeys }) => hasKeys,
    async run(values, shell) {
      const key = {
        ...readNewKey({ label: 'label', attributes: 'attributes' }, values, shell),
        ...readSharing('key', values, shell),
      };
      const { origin, reply } = await makeKeys(
        shell,
        (server) =>
          ({
            op: 'generateKey',
            session: shell.sessions.idOn(server),
            type,
            bytes: values.number('key-length-bytes') ?? 0,
            key,
          }) as const,
      );
      await cloneKeys(shell, origin, [reply.handle]);
      return { key: await answerKey(reply.handle, '', shell) };
    },
  };
}
