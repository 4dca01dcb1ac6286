import { setApart } from '../set-apart.ts';
import type { ConsoleCommand } from '../shell.ts';

/** Nothing to do here: the HSM is in the same process. Scripts type it before they log in. */
export const ENABLE_E2E: ConsoleCommand = {
  name: 'enable_e2e',
  syntax: 'enable_e2e',
  summary: 'turns end-to-end encryption on',
  who: 'all users, no log-in needed',
  async run(_args, shell) {
    setApart('enable_e2e', shell);
    for (const server of shell.servers) shell.print(`E2E enabled${shell.on(server)}`);
    return 'done';
  },
};
