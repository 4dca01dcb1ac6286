import { askEachServer } from '../fan-out.ts';
import { setApart } from '../set-apart.ts';
import type { ConsoleCommand } from '../shell.ts';

export const LOGOUT_HSM: ConsoleCommand = {
  name: 'logoutHSM',
  syntax: 'logoutHSM',
  summary: 'logs out on each server',
  who: 'whoever is logged in',
  async run(_args, shell) {
    const { sessions } = shell;
    setApart('logoutHSM', shell);
    return askEachServer(
      shell,
      'logoutHSM',
      ({ server }) => ({ op: 'logout', session: sessions.idOn(server) }) as const,
      (server) => {
        sessions.end(server.server);
        shell.printSuccess('logoutHSM', server);
      },
    );
  },
};
