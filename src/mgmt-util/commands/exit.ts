import type { ConsoleCommand } from '../shell.ts';
import { WORDS } from '../words.ts';

export const EXIT: ConsoleCommand = {
  name: 'exit',
  syntax: 'exit',
  summary: 'leaves server mode',
  who: 'all users, no log-in needed',
  async run(_args, shell) {
    if (!shell.inServerMode) {
      shell.print(WORDS.notInServerMode);
      shell.note({ code: 'not-in-server-mode' });
      return 'refused';
    }
    shell.enterServer(undefined);
    return 'done';
  },
};
