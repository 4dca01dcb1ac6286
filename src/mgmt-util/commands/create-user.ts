import { holdsPassword, passwordSyntax, readSecrets } from '../password.ts';
import type { ConsoleCommand } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';
import { changeUser } from '../user-change.ts';
import { nameUser } from '../user-name.ts';

export const CREATE_USER: ConsoleCommand = {
  name: 'createUser',
  syntax: (flavour) => passwordSyntax('createUser', flavour, 'new-user'),
  summary: 'creates a user on each server',
  who: 'CO',
  holdsSecret: holdsPassword,
  async run(args, shell) {
    const [type, name, ...rest] = args;
    if (type === undefined || name === undefined) return refuseSyntax(CREATE_USER, shell);
    const secrets = await readSecrets(CREATE_USER, rest, shell, 'new-user');
    if (secrets === undefined) return 'refused';
    const { password, authData } = secrets;
    const { sessions } = shell;
    return changeUser(
      {
        command: 'createUser',
        type,
        name,
        authData,
        announcement: `Creating User ${nameUser(type, name)} on ${shell.servers.length} nodes`,
        failure: (server) => `creating user${shell.on(server)} failed`,
        execute: ({ server }, secondFactor) =>
          server.execute({
            op: 'createUser',
            session: sessions.idOn(server),
            type,
            name,
            password,
            ...(secondFactor && { secondFactor }),
          }),
      },
      shell,
    );
  },
};
