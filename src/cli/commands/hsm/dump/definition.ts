import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmDump = defineCommand({
  path: 'hsm dump',
  summary: 'write a whole cluster as one JSON file',
  description:
    'Users, password hashes, keys with what they are made of, tokens, clock, faults and audit logs: everything but sessions and their keys. Keep it as secret as the cluster.',
  positionals: [],
  options: {
    ...HSM_OPTION,
    out: {
      describe: 'where to write it; standard output where this is missing',
      completes: 'dump',
      alias: 'o',
    },
    'without-keys': {
      describe: 'leave out the keys that the HSMs hold; it loads as a cluster that has none',
      type: 'boolean',
    },
    ...FORCE_OPTION,
  },
  examples: [
    { command: 'mofn hsm dump --out before.json', describe: 'for mofn hsm load' },
    { command: 'mofn hsm dump --without-keys', describe: 'with no key material in it' },
  ],
});
