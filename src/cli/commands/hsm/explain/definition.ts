import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmExplain = defineCommand({
  path: 'hsm explain',
  summary: 'why commands of a console failed: which check refused them, on which server',
  description:
    'The device says RET_MXN_AUTH_FAILED and no more, and cloudhsm-cli a sentence at most; this says which ' +
    'check failed, and why, at both consoles. It also tells of commands that came to no HSM, as where a ' +
    'file could not be opened. A later success is told with the failure. The last 20 refusals of each ' +
    'server are kept, and the last 20 commands that came to no HSM.',
  positionals: [],
  options: {
    ...HSM_OPTION,
    last: {
      describe: 'how many failed commands to tell of, the newest first; 1 where it is missing',
      type: 'number',
    },
    all: { describe: 'tell of all that are kept', type: 'boolean' },
    ...JSON_OPTION,
  },
  refusals: [{ given: ['last', 'all'], message: '--last and --all do not go together' }],
  examples: [
    { command: 'mofn hsm explain', describe: 'after a command that failed' },
    { command: 'mofn hsm explain --last 3', describe: 'the last three that failed' },
    { command: 'mofn hsm explain --all --json', describe: 'all that are kept, for a script' },
  ],
});
