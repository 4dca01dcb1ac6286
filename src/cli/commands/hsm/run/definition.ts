import { defineCommand } from '../../../command.ts';
import { NEW_CLUSTER_OPTIONS } from '../options.ts';

export const hsmRun = defineCommand({
  path: 'hsm run',
  summary: 'run a command with a fresh cluster, which is gone afterwards',
  description:
    "The cluster is made in a temporary folder, MOFN_HSM names it, and cloudhsm_mgmt_util, cloudhsm-cli, configure-cli and mofn are on PATH; all but mofn also under /opt/cloudhsm, where that can be written and holds no client of the vendor's. The exit code is that of the command; as in shells 127 where there is none of its name, 126 where it cannot be run, and 128 and the number of a signal that ended it.",
  positionals: [],
  options: {
    ...NEW_CLUSTER_OPTIONS,
    keep: { type: 'boolean', describe: 'keep the folder, and say where it is' },
  },
  acceptsRest: true,
  refusals: [
    {
      missing: ['--'],
      message: 'no command to run',
      hint: 'write it behind --, as mofn hsm run -- make test',
    },
  ],
  examples: [
    {
      command: "mofn hsm run --officers 3 -- sh -c 'cloudhsm-cli user list'",
      describe: 'one command of the other console',
    },
    {
      command: "mofn hsm run --officers 5 -- sh -c 'echo listUsers | cloudhsm_mgmt_util'",
      describe: 'a test of a script',
    },
  ],
});
