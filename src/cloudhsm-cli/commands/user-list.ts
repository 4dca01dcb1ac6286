import type { ListedUser } from '../../hsm/protocol.ts';
import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';
import { roleOf } from '../roles.ts';

export const USER_LIST: CliCommand = {
  path: ['user', 'list'],
  spec: { about: 'List the users of the cluster' },
  needsLogIn: false,
  async run(_values, shell) {
    const answers = await askEach(shell, () => ({ op: 'listUsers' }) as const);
    return { users: listUsers(answers.map(({ reply }) => reply.users)) };
  },
};

/** A user as one HSM or another has it. */
type Copies = readonly ListedUser[];

/**
 * Users of all HSMs, in the order of their ids, with the appliance user last, as the documented blocks have them.
 * What HSMs tell in different ways is `inconsistent`.
 */
function listUsers(lists: readonly Copies[]): readonly object[] {
  const copies = new Map<string, ListedUser[]>();
  for (const user of lists.flat()) copies.set(user.name, [...(copies.get(user.name) ?? []), user]);
  return [...copies.values()]
    .sort((one, other) => rankOf(one) - rankOf(other))
    .map((same) => showCopies(same, lists.length));
}

/** Ids may differ from HSM to HSM; the first one's counts. */
function rankOf([first]: Copies): number {
  if (first === undefined) return 0;
  return first.type === 'AU' ? Number.MAX_SAFE_INTEGER : first.id;
}

function showCopies(copies: Copies, hsms: number): object {
  const role = agreed(copies.map(({ type }) => roleOf(type)));
  const locked = agreed(copies.map((user) => String(user.locked)));
  const mfa = agreed(copies.map(({ twoFactor }) => String(twoFactor)));
  const quorum = agreed(copies.map(({ hasQuorumKey }) => String(hasQuorumKey)));
  const isSame = ![role, locked, mfa, quorum].includes(INCONSISTENT);
  return {
    username: copies[0]?.name,
    role,
    locked,
    mfa: showKey(mfa),
    quorum: showKey(quorum),
    'cluster-coverage': copies.length === hsms && isSame ? 'full' : INCONSISTENT,
  };
}

const INCONSISTENT = 'inconsistent';

function agreed(values: readonly string[]): string {
  const [first = INCONSISTENT] = values;
  return values.every((value) => value === first) ? first : INCONSISTENT;
}

function showKey(has: string): readonly object[] {
  if (has === 'false') return [];
  return [{ strategy: 'token-sign', status: has === INCONSISTENT ? has : 'enabled' }];
}
