import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmShow = defineCommand({
  path: 'hsm show',
  summary: 'what each HSM of a cluster holds, and where they are out of step',
  positionals: [],
  options: { ...HSM_OPTION, ...JSON_OPTION },
  examples: [
    { command: 'mofn hsm show', describe: 'the cluster of MOFN_HSM' },
    { command: 'mofn hsm show --hsm cluster --json', describe: 'as data' },
  ],
});
