import type { ListedUser } from '../../hsm/protocol.ts';
import { escapeUnsafe } from '../../printable.ts';
import { askEachServer } from '../fan-out.ts';
import type { ConsoleCommand } from '../shell.ts';
import { expandTabs } from '../tabs.ts';

const HEADER =
  '    User Id    \t\tUser Type      \tUser Name      \t\t\t   MofnPubKey  \t LoginFailureCnt       \t 2FA';

export const LIST_USERS: ConsoleCommand = {
  name: 'listUsers',
  syntax: 'listUsers',
  summary: 'lists the users of each server',
  who: 'all users, no log-in needed',
  async run(_args, shell) {
    const layOut = shell.flavour.tabs ? (line: string) => line : expandTabs;
    return askEachServer(
      shell,
      'listUsers',
      () => ({ op: 'listUsers' }) as const,
      (server, { users }) => {
        const lines = [
          `Users${shell.on(server)}:`,
          `Number of users found:${users.length}`,
          '',
          layOut(HEADER),
          ...users.map((user) => layOut(rowOf(user))),
        ];
        // In one piece: a full HSM has a thousand of them.
        shell.print(lines.join('\n'));
      },
    );
  },
};

/** `"%10d     \t\t%-7s\t\t%-39s\t%3s%16d    \t       \t%4s"`, derived from the documented listing. */
function rowOf(user: ListedUser): string {
  const name = escapeUnsafe(user.name).padEnd(39);
  const key = (user.hasQuorumKey ? 'YES' : 'NO').padStart(3);
  const twoFactor = (user.twoFactor ? 'YES' : 'NO').padStart(4);
  return [
    `${String(user.id).padStart(10)}     \t\t${user.type.padEnd(7)}\t\t${name}`,
    `\t${key}${String(user.loginFailures).padStart(16)}    \t       \t${twoFactor}`,
  ].join('');
}
