import type { CliCommand } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import { APPROVAL, ROLE, USERNAME } from '../options.ts';
import { readApproval } from '../read-files.ts';
import { showUser, typeOf } from '../roles.ts';

export const USER_DELETE: CliCommand = {
  path: ['user', 'delete'],
  spec: {
    about: 'Delete a user',
    options: [USERNAME, ROLE, APPROVAL],
  },
  needsLogIn: true,
  async run(values, shell) {
    const [name, role] = [values.text('username'), values.text('role')];
    const approval = await readApproval(values.find('approval'), shell);
    await changeEach(
      shell,
      (server) =>
        ({
          op: 'deleteUser',
          session: shell.sessions.idOn(server),
          type: typeOf(role),
          name,
          ...approval,
        }) as const,
      approval,
    );
    return showUser(name, role);
  },
};
