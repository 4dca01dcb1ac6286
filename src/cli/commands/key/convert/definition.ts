import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { ONE_NEW_PASSPHRASE } from '../options.ts';

export const keyConvert = defineCommand({
  path: 'key convert',
  summary: 'write a private key anew: PKCS#8 PEM, under AES-256',
  description:
    'Reads everything that mofn reads, among it PKCS#12, old encryptions and OpenSSH keys, and writes ' +
    'what every OpenSSL reads. The new pass phrase is asked for twice, or read from where --passout says.',
  positionals: [
    { name: 'file', describe: 'private key file', completes: 'private key', required: true },
  ],
  options: {
    out: { describe: 'new key file; without it, standard output', completes: 'file', alias: 'o' },
    passin: {
      describe: 'old pass phrase: pass:WORD, env:NAME, file:PATH, fd:NUMBER or stdin',
      completes: 'pass phrase',
    },
    passout: { describe: 'new pass phrase, in the same words', completes: 'pass phrase' },
    'no-passphrase': { describe: 'leave the new file unencrypted', type: 'boolean' },
    form: { describe: 'layout of the new file', choices: ['pkcs8', 'pkcs1'], default: 'pkcs8' },
    ...FORCE_OPTION,
  },
  refusals: [ONE_NEW_PASSPHRASE],
  examples: [
    {
      command:
        'mofn key convert officer2.key --passin env:OFFICER1_PASS --no-passphrase --form pkcs1 -o plain.key',
      describe: 'take the pass phrase off a key, for a script',
    },
  ],
});
