import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const keyShow = defineCommand({
  path: 'key show',
  summary:
    "tell what a key file holds, its fingerprints, and whether an HSM would take it as an officer's",
  positionals: [
    {
      name: 'file',
      describe: 'private key, public key or certificate',
      completes: 'any key',
      required: true,
    },
  ],
  options: {
    passin: {
      describe: 'pass phrase: pass:WORD, env:NAME, file:PATH, fd:NUMBER or stdin',
      completes: 'pass phrase',
    },
    ...JSON_OPTION,
  },
  examples: [{ command: 'mofn key show officer1.pub', describe: 'fingerprints of a public key' }],
});
