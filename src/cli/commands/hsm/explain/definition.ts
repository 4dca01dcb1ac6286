import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmExplain = defineCommand({
  path: 'hsm explain',
  summary: 'why the last refused command was refused, on each server',
  description:
    'The device says RET_MXN_AUTH_FAILED and no more; this says which check failed, and why.',
  positionals: [],
  options: { ...HSM_OPTION, ...JSON_OPTION },
  examples: [{ command: 'mofn hsm explain', describe: 'after a command that was refused' }],
});
