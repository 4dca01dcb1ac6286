import type { NumberedServer, Shell } from './shell.ts';
import { readWholeNumber } from './syntax.ts';
import { WORDS } from './words.ts';

/** The server that server mode is in. @returns undefined outside of it; that was printed */
export function requireServerMode(command: string, shell: Shell): NumberedServer | undefined {
  const [entered] = shell.servers;
  if (shell.inServerMode && entered !== undefined) return entered;
  shell.print(WORDS.serverModeOnly(command));
  shell.note({ code: 'server-mode-only' });
  return undefined;
}

/** A server by its number as typed. @returns undefined where there is none; that was printed */
export function findServer(word: string, shell: Shell): NumberedServer | undefined {
  const server = shell.everyServer[readWholeNumber(word) ?? -1];
  if (server !== undefined) return server;
  shell.print(WORDS.noSuchServer(word));
  shell.note({ code: 'no-such-server' });
  return undefined;
}
