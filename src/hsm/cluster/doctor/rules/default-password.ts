import { isPasswordRight } from '../../../machine/password.ts';
import { FIRST_PASSWORD } from '../../../machine/rules.ts';
import type { PasswordRecord, User } from '../../../machine/state.ts';
import { USER_TYPES } from '../../../user-types.ts';
import { findOnEach, type Rule } from '../rule.ts';

/** scrypt's N that is spent at most, some seconds: of users beyond it nothing is said. */
const MOST_WORK = 512 * 4096;

export const defaultPassword: Rule<'default-password'> = {
  code: 'default-password',
  severity: 'advice',
  find(cluster) {
    const isFirstPassword = rememberPasswords();
    return findOnEach(cluster, ({ hsm }) => {
      const users = hsm.users
        .filter((user) => user.type !== 'AU')
        .sort((one, other) => rankOf(one) - rankOf(other))
        .filter(({ password }) => isFirstPassword(password))
        .map(({ type, name }) => ({ type, name }));
      return users.length === 0 ? undefined : { users };
    });
  },
};

/** Those first who may do more. */
function rankOf({ type }: User): number {
  return USER_TYPES[type].isOfficer || type === 'PRECO' ? 0 : 1;
}

/** The servers of a cluster keep the same records, so that each is tried once. */
function rememberPasswords(): (record: PasswordRecord) => boolean {
  const known = new Map<string, boolean>();
  let work = 0;
  return (record) => {
    const key = `${record.salt}${record.hash}`;
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    work += record.cost;
    if (work > MOST_WORK) return false;
    const isRight = isPasswordRight(FIRST_PASSWORD, record);
    known.set(key, isRight);
    return isRight;
  };
}
