import { defineCommand, FORCE_OPTION } from '../../../command.ts';

export const keyPublic = defineCommand({
  path: 'key public',
  summary: 'print the public half of a key, or the public key of a certificate, as PEM',
  positionals: [
    {
      name: 'file',
      describe: 'private key, public key or certificate',
      completes: 'any key',
      required: true,
    },
  ],
  options: {
    out: {
      describe: 'public key file; without it, standard output',
      completes: 'file',
      alias: 'o',
    },
    passin: {
      describe: 'pass phrase: pass:WORD, env:NAME, file:PATH, fd:NUMBER or stdin',
      completes: 'pass phrase',
    },
    ...FORCE_OPTION,
  },
  examples: [{ command: 'mofn key public officer1.key', describe: 'what goes into a roster' }],
});
