import { cloneKeys, makeKeys } from '../clone-key.ts';
import { type CliCommand, refuse } from '../command.ts';
import { answerKey } from '../keys/answer-key.ts';
import { attributesOption, LABEL } from '../keys/key-options.ts';
import { readNewKey } from '../keys/new-key.ts';
import { readImportedKey } from '../read-files.ts';

/** Characters (AWS CloudHSM user guide, "key import pem"): one fewer than other keys have. */
const LONGEST_LABEL = 126;

/** A key of the guide's choices. */
const TYPES = { 'ec-public': 'ec', 'rsa-public': 'rsa' } as const;

export const KEY_IMPORT_PEM: CliCommand = {
  path: ['key', 'import', 'pem'],
  spec: {
    about: 'Import a public key from a file in PEM format',
    options: [
      {
        name: 'path',
        value: 'PATH',
        describe: 'File of the key',
        required: true,
        file: true,
      },
      LABEL,
      {
        name: 'key-type-class',
        value: 'KEY_TYPE_CLASS',
        describe: 'Type and class of the key',
        required: true,
        choices: Object.keys(TYPES),
      },
      attributesOption('attributes', 'IMPORT_KEY_ATTRIBUTES'),
    ],
  },
  needsLogIn: true,
  isIn: ({ hasKeys }) => hasKeys,
  async run(values, shell) {
    const type =
      values.text('key-type-class') === 'ec-public' ? TYPES['ec-public'] : TYPES['rsa-public'];
    if (Array.from(values.text('label')).length > LONGEST_LABEL) {
      refuse(shell, { code: 'value-malformed', option: 'label' });
    }
    const publicKey = await readImportedKey(values.text('path'), type, shell);
    const key = readNewKey({ label: 'label', attributes: 'attributes' }, values, shell);
    const { origin, reply } = await makeKeys(
      shell,
      (server) =>
        ({
          op: 'importKey',
          session: shell.sessions.idOn(server),
          type,
          publicKey,
          key,
        }) as const,
    );
    await cloneKeys(shell, origin, [reply.handle]);
    return {
      key: await answerKey(reply.handle, '0x', shell),
      message: 'Successfully imported key',
    };
  },
};
