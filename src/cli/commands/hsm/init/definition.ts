import { defineCommand } from '../../../command.ts';
import { NEW_CLUSTER_OPTIONS } from '../options.ts';

export const hsmInit = defineCommand({
  path: 'hsm init',
  summary: 'make an emulated cluster in a folder',
  description:
    'Two new HSMs, 10.0.2.14 and 10.0.1.4, unless a seed file or --servers says otherwise. The folder then holds a cloudhsm_mgmt_util.cfg too, with which cloudhsm_mgmt_util starts on the cluster; cloudhsm-cli finds it by MOFN_HSM. A quorum may lock its officers out for good: mofn hsm doctor says how near that is.',
  positionals: [
    {
      name: 'folder',
      describe: 'where to make it; other files there are left alone',
      completes: 'folder',
      required: true,
    },
  ],
  options: NEW_CLUSTER_OPTIONS,
  examples: [
    { command: 'mofn hsm init dev', describe: 'two HSMs as a customer gets them' },
    { command: 'mofn hsm init dev --officers 5', describe: 'activated, with officer1 to officer5' },
    {
      command: 'mofn hsm init dev --officers 5 --type hsm2m --edition 2026',
      describe: 'for cloudhsm-cli alone',
    },
    {
      command: 'mofn hsm init dev --officers 5 --seed 7 --clock 2026-01-01T12:00:00Z',
      describe: 'the same tokens in every run',
    },
  ],
});
