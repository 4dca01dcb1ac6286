import { askEachServer } from '../fan-out.ts';
import { holdsPassword, readPassword } from '../password.ts';
import type { ConsoleCommand } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';

export const LOGIN_HSM: ConsoleCommand = {
  name: 'loginHSM',
  syntax: 'loginHSM <user-type> <user-name> <password | -hpswd> [-2fa <authdata>]',
  summary: 'logs in on each server',
  who: 'PRECO, CO, CU',
  holdsSecret: holdsPassword,
  async run(args, shell) {
    const [type, name, ...rest] = args;
    if (type === undefined || name === undefined) return refuseSyntax(LOGIN_HSM, shell);
    const password = await readPassword(LOGIN_HSM, rest, shell);
    if (password === undefined) return 'refused';
    const { sessions } = shell;
    const before = shell.servers.flatMap(({ server }) => {
      const logIn = sessions.on(server);
      return logIn === undefined ? [] : [{ server, session: logIn.session }];
    });
    const outcome = await askEachServer(
      shell,
      'loginHSM',
      () => ({ op: 'login', type, name, password, process: sessions.process }) as const,
      (server, reply) => {
        sessions.begin(server.server, reply);
        shell.printSuccess('loginHSM', server);
      },
    );
    // A second log-in takes the place of the first; the first must not stay behind on the HSM.
    for (const { server, session } of before) {
      if (sessions.idOn(server) !== session) await server.execute({ op: 'logout', session });
    }
    return outcome;
  },
};
