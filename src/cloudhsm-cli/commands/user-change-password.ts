import type { UserKey } from '../../hsm/protocol.ts';
import { type CliCommand, refuse, type Shell } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import type { OptionValues } from '../option-values.ts';
import { APPROVAL, PASSWORD, ROLE, USERNAME } from '../options.ts';
import { readNewPassword } from '../passwords.ts';
import { readApproval } from '../read-files.ts';
import { showUser, typeOf } from '../roles.ts';

const DEREGISTER_MFA = 'deregister-mfa';
const DEREGISTER_QUORUM = 'deregister-quorum';

/** Both take a value, as the documented synopsis has them: `true` or `false`. */
export const USER_CHANGE_PASSWORD: CliCommand = {
  path: ['user', 'change-password'],
  spec: {
    about: 'Change the password of a user, which also unlocks it',
    options: [
      USERNAME,
      ROLE,
      PASSWORD,
      APPROVAL,
      {
        name: DEREGISTER_MFA,
        value: 'DEREGISTER-MFA',
        describe: 'Whether the key of the second factor goes with the old password: true or false',
      },
      {
        name: DEREGISTER_QUORUM,
        value: 'DEREGISTER-QUORUM',
        describe: 'Whether the key for approvals goes with the old password: true or false',
      },
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const [name, role] = [values.text('username'), values.text('role')];
    const deregister: UserKey[] = [];
    if (isTrue(DEREGISTER_MFA, values, shell)) deregister.push('second-factor');
    if (isTrue(DEREGISTER_QUORUM, values, shell)) deregister.push('quorum');
    const password = await readNewPassword(values.find('password'), shell);
    const approval = await readApproval(values.find('approval'), shell);
    await changeEach(
      shell,
      (server) =>
        ({
          op: 'changePswd',
          session: shell.sessions.idOn(server),
          type: typeOf(role),
          name,
          password,
          deregister,
          ...approval,
        }) as const,
      approval,
    );
    return showUser(name, role);
  },
};

function isTrue(option: string, values: OptionValues, shell: Shell): boolean {
  const value = values.find(option) ?? 'false';
  if (value !== 'true' && value !== 'false') refuse(shell, { code: 'value-malformed', option });
  return value === 'true';
}
