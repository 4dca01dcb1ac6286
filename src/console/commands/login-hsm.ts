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
    return askEachServer(
      shell,
      'loginHSM',
      () => ({ op: 'login', type, name, password, process: sessions.process }) as const,
      (server, reply) => {
        sessions.begin(server.server, reply);
        shell.print(`loginHSM success${shell.on(server)}`);
      },
    );
  },
};
