import type { CliCommand } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import { APPROVAL, PASSWORD, ROLE, USERNAME } from '../options.ts';
import { readNewPassword } from '../passwords.ts';
import { readApproval } from '../read-files.ts';
import { showUser, typeOf } from '../roles.ts';

export const USER_CREATE: CliCommand = {
  path: ['user', 'create'],
  spec: {
    about: 'Create a user',
    options: [USERNAME, ROLE, PASSWORD, APPROVAL],
  },
  needsLogIn: true,
  async run(values, shell) {
    const [name, role] = [values.text('username'), values.text('role')];
    const password = await readNewPassword(values.find('password'), shell);
    const approval = await readApproval(values.find('approval'), shell);
    await changeEach(
      shell,
      (server) =>
        ({
          op: 'createUser',
          session: shell.sessions.idOn(server),
          type: typeOf(role),
          name,
          password,
          ...approval,
        }) as const,
      approval,
    );
    return showUser(name, role);
  },
};
