import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmLogVerify = defineCommand({
  path: 'hsm log verify',
  summary: 'check that the audit logs are whole',
  description:
    "Follows the chain of hashes from the first record to the last, which finds damage, in the log of each HSM and in the operator's own; and looks whether the HSMs' logs still are what each act of the operator saw. Whoever rewrites a log rewrites its chain too: against that, note the head that this prints, and hand it in later with --expect-head: a log that still holds that record was not rewritten before it.",
  positionals: [],
  options: {
    ...HSM_OPTION,
    ...JSON_OPTION,
    'expect-head': {
      describe: 'a head that was printed earlier; several may be given',
      completes: 'text',
      array: true,
    },
  },
  examples: [{ command: 'mofn hsm log verify', describe: 'exit 1 where a chain is broken' }],
});
