import type { CliCommand } from '../command.ts';
import { collect, requireAll } from '../fan-out.ts';

export const LOGOUT: CliCommand = {
  path: ['logout'],
  spec: { about: 'Log out of the cluster' },
  needsLogIn: false,
  async run(_values, shell) {
    const { sessions } = shell;
    const outcomes = await collect(
      shell,
      (server) => ({ op: 'logout', session: sessions.idOn(server) }) as const,
      () => false,
      ({ server }) => sessions.end(server),
    );
    requireAll(shell, outcomes);
    return 'Logout successful';
  },
};
