import { FLAVOUR_NAMES } from '../../../../hsm/flavours.ts';
import { defineCommand } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

/** Options of the two commands that speak as the console does. */
export const CONSOLE_OPTIONS = {
  ...HSM_OPTION,
  flavour: {
    describe: "whose edition of the console to be; without it, the cluster's own",
    choices: FLAVOUR_NAMES,
  },
  hints: {
    type: 'boolean',
    describe: 'tell on stderr what is odd about an approval file, as the device does not',
  },
} as const;

export const hsmConsole = defineCommand({
  path: 'hsm console',
  summary: "the cluster's classic console: cloudhsm_mgmt_util",
  description:
    'Reads commands from the terminal or from a pipe. cloudhsm_mgmt_util is the same program under the name that scripts know. Servers are those of CFG that are enabled, else all of the cluster.',
  positionals: [
    {
      name: 'cfg',
      describe: "the vendor's configuration file (JSON); its folder may be the cluster's",
      completes: 'configuration',
    },
  ],
  options: CONSOLE_OPTIONS,
  examples: [
    {
      command: "printf 'listUsers\\nquit\\n' | mofn hsm console --hsm cluster",
      describe: 'list the users',
    },
  ],
});
