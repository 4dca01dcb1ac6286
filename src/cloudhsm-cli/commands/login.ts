import type { CliCommand } from '../command.ts';
import { logIn } from '../log-in.ts';
import { PASSWORD, ROLE, USERNAME } from '../options.ts';
import { showUser, typeOf } from '../roles.ts';

export const LOGIN: CliCommand = {
  path: ['login'],
  spec: {
    about: 'Log in to the cluster',
    options: [USERNAME, ROLE, { ...PASSWORD, inUsage: false }],
    runsAlone: true,
  },
  needsLogIn: false,
  async run(values, shell) {
    const name = values.text('username');
    const role = values.text('role');
    const password = values.find('password') ?? (await shell.ask.password());
    await logIn({ type: typeOf(role), name, password }, shell);
    return showUser(name, role);
  },
};
