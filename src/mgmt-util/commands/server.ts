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
    const index = readWholeNumber(word);
    if (word === undefined || index === undefined || args.length > 1) {
      return refuseSyntax(SERVER, shell);
    }
    const server = shell.everyServer[index];
    if (server === undefined) {
      shell.print(WORDS.noSuchServer(word));
      shell.note({ code: 'no-such-server' });
      return 'refused';
    }
    shell.enterServer(server);
    shell.print('');
    shell.print(WORDS.serverMode);
    return 'done';
  },
};
