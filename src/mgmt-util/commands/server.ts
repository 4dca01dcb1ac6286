import { findServer } from '../server-mode.ts';
import type { ConsoleCommand } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

export const SERVER: ConsoleCommand = {
  name: 'server',
  syntax: 'server <n>',
  summary: 'goes to one server, until exit',
  who: 'all users, no log-in needed',
  async run(args, shell) {
    const [word] = args;
    const isNumber = readWholeNumber(word) !== undefined;
    if (word === undefined || !isNumber || args.length > 1) {
      return refuseSyntax(SERVER, shell);
    }
    const server = findServer(word, shell);
    if (server === undefined) return 'refused';
    shell.enterServer(server);
    shell.print('');
    shell.print(WORDS.serverMode);
    return 'done';
  },
};
