import { holdsPassword, passwordSyntax, readSecrets } from '../password.ts';
import type { ConsoleCommand } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';
import { changeUser } from '../user-change.ts';
import { nameUser } from '../user-name.ts';

export const CHANGE_PSWD: ConsoleCommand = {
  name: 'changePswd',
  syntax: (flavour) => passwordSyntax('changePswd', flavour, 'new-password'),
  summary: "changes a user's password on each server",
  who: "any user for its own, CO for another's",
  holdsSecret: holdsPassword,
  async run(args, shell) {
    const [type, name, ...rest] = args;
    if (type === undefined || name === undefined) return refuseSyntax(CHANGE_PSWD, shell);
    const secrets = await readSecrets(CHANGE_PSWD, rest, shell, 'new-password');
    if (secrets === undefined) return 'refused';
    const { password, authData } = secrets;
    const { sessions } = shell;
    return changeUser(
      {
        command: 'changePswd',
        type,
        name,
        authData,
        announcement: `Changing password for ${nameUser(type, name)} on ${shell.servers.length} nodes`,
        failure: (server) => `changePswd failed${shell.on(server)}`,
        execute: ({ server }, secondFactor) =>
          server.execute({
            op: 'changePswd',
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
