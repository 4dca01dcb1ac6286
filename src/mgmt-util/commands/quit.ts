import type { ConsoleCommand } from '../shell.ts';

export const QUIT: ConsoleCommand = {
  name: 'quit',
  syntax: 'quit',
  summary: 'logs out and ends the console',
  who: 'all users, no log-in needed',
  async run() {
    return 'quit';
  },
};
