import type { User } from './state.ts';

/** Users never change in place, so that what was made of them once holds as long as they are there. */
const known = new WeakMap<readonly User[], ReadonlyMap<number, User>>();

/** An HSM's users by their ids: of a full HSM's tokens, thousands of approvals ask for one. */
export function usersById(users: readonly User[]): ReadonlyMap<number, User> {
  const found = known.get(users) ?? new Map(users.map((user) => [user.id, user]));
  known.set(users, found);
  return found;
}
