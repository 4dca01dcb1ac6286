import { defineCommand } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmCli = defineCommand({
  path: 'hsm cli',
  summary: "the cluster's other console: cloudhsm-cli",
  description:
    "What stands behind -- is cloudhsm-cli's own command line: one command, or interactive for a prompt. cloudhsm-cli is the same program under the name that scripts know. A command that needs a log-in has it from CLOUDHSM_ROLE and CLOUDHSM_PIN. The exit code is 1 where the answer tells an error, and 2 where the command line is written otherwise.",
  positionals: [],
  options: HSM_OPTION,
  acceptsRest: true,
  examples: [
    { command: 'mofn hsm cli --hsm cluster -- user list', describe: 'list the users' },
    {
      command:
        'CLOUDHSM_ROLE=admin CLOUDHSM_PIN=officer1:password mofn hsm cli --hsm cluster -- quorum token-sign list',
      describe: 'log in for one command',
    },
    { command: 'mofn hsm cli -- user create --help', describe: 'its own help' },
  ],
});
