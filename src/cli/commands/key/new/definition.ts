import { defineCommand, FORCE_OPTION, JSON_OPTION } from '../../../command.ts';
import { ONE_NEW_PASSPHRASE } from '../options.ts';

const JSON_NEEDS_A_FILE = 'with --json the key needs a file of its own: --out';
const PUBLIC_NEEDS_A_FILE = '--public needs a file of its own';

export const keyNew = defineCommand({
  path: 'key new',
  summary: 'make an officer a new RSA key',
  description:
    'Writes PKCS#8 PEM, encrypted under PBES2 with AES-256, readable by its owner only. The pass ' +
    'phrase is asked for twice, or read from where --passout says.',
  positionals: [],
  options: {
    out: {
      describe: 'private key file; without it, standard output',
      completes: 'private key',
      alias: 'o',
    },
    public: { describe: 'write the public key to this file, too', completes: 'any key' },
    bits: { describe: 'length of the modulus', type: 'number', default: 2048 },
    passout: {
      describe: 'pass phrase: pass:WORD, env:NAME, file:PATH, fd:NUMBER or stdin',
      completes: 'pass phrase',
    },
    'no-passphrase': { describe: 'leave the key unencrypted', type: 'boolean' },
    ...FORCE_OPTION,
    ...JSON_OPTION,
  },
  refusals: [
    { given: ['json'], missing: ['out'], message: JSON_NEEDS_A_FILE },
    { given: ['json'], stdin: ['out'], message: JSON_NEEDS_A_FILE },
    { stdin: ['public'], message: PUBLIC_NEEDS_A_FILE },
    { given: ['public'], same: ['public', 'out'], message: PUBLIC_NEEDS_A_FILE },
    ONE_NEW_PASSPHRASE,
  ],
  examples: [
    {
      command: 'mofn key new --out officer9.key --public officer9.pub --passout env:OFFICER1_PASS',
      describe: 'a key under a pass phrase, and its public half',
    },
  ],
});
