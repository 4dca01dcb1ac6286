import { defineCommand } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmLogout = defineCommand({
  path: 'hsm logout',
  summary: 'end every session on every HSM of a cluster',
  description:
    'A console that was killed is not logged in any more by itself. One in another container on the same folder cannot be seen from here and stays logged in until this is said.',
  positionals: [],
  options: {
    ...HSM_OPTION,
    all: { type: 'boolean', describe: 'say that you mean all of them' },
  },
  refusals: [
    {
      missing: ['all'],
      message: 'hsm logout ends all sessions, of other processes too',
      hint: "add --all to end them; a console's own session ends with logoutHSM in it",
    },
  ],
  examples: [{ command: 'mofn hsm logout --all', describe: 'nobody is logged in' }],
});
