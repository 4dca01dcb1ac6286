import { type CliCommand, refuse } from '../command.ts';
import { FILTER } from '../keys/key-options.ts';
import { selectKey } from '../keys/select-keys.ts';
import { describeKeys } from '../keys/show-key.ts';
import { requireOutputFile, writeOutputFile } from '../write-output-file.ts';

const PEM = 'pem';

export const KEY_GENERATE_FILE: CliCommand = {
  path: ['key', 'generate-file'],
  spec: {
    about: 'Write a public key to a file',
    options: [
      {
        name: 'encoding',
        value: 'ENCODING',
        describe: 'What is written',
        required: true,
        choices: ['reference-pem', PEM, 'cloudhsm-reference-pem'],
        choiceHelp: {
          'reference-pem': 'A reference to a private key; not offered by this emulator',
          [PEM]: 'A public key, in PEM',
          'cloudhsm-reference-pem': 'Another reference to a private key; not offered here either',
        },
      },
      {
        name: 'path',
        value: 'PATH',
        describe: 'File to write',
        required: true,
        file: true,
      },
      FILTER,
    ],
  },
  needsLogIn: true,
  isIn: ({ hasKeys }) => hasKeys,
  async run(values, shell) {
    const [encoding, path] = [values.text('encoding'), values.text('path')];
    if (encoding !== PEM) {
      refuse(shell, { code: 'tool-not-offered', what: `${shell.command} --encoding ${encoding}` });
    }
    await requireOutputFile(path, shell);
    const { handle } = await selectKey('filter', values, shell);
    const [[key] = []] = await describeKeys([handle], shell);
    // Single commands do without it, and start sooner.
    const { writePublicPem } = await import('../keys/public-pem.ts');
    const pem = key && writePublicPem(key.attributes);
    if (pem === undefined) refuse(shell, { code: 'key-not-public', handle });
    await writeOutputFile(path, Buffer.from(pem), shell);
    return { message: 'Successfully generated key file' };
  },
};
