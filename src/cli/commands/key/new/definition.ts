import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const keyNew = defineCommand({
  path: 'key new',
  summary: 'make an officer a new RSA key',
  description:
    'Writes PKCS#8 PEM, encrypted under PBES2 with AES-256, readable by its owner only. The pass ' +
    'phrase is asked for twice, or read from where --passout says.',
  positionals: [],
  options: {
    out: { describe: 'private key file; without it, standard output', alias: 'o' },
    public: { describe: 'write the public key to this file, too' },
    bits: { describe: 'length of the modulus', type: 'number', default: 2048 },
    passout: { describe: 'pass phrase: pass:WORD, env:NAME, file:PATH, fd:NUMBER or stdin' },
    'no-passphrase': { describe: 'leave the key unencrypted', type: 'boolean' },
    force: { describe: 'replace files that exist', type: 'boolean', alias: 'f' },
    ...JSON_OPTION,
  },
  examples: [
    {
      command: 'mofn key new --out officer9.key --public officer9.pub --passout env:OFFICER1_PASS',
      describe: 'a key under a pass phrase, and its public half',
    },
  ],
});
