import { canonicalUserName } from '../../token/user-name.ts';
import type { HsmErrorName } from '../refusals.ts';
import { findUserType, type UserType } from '../user-types.ts';
import { Refused } from './refused.ts';
import type { HsmState, User } from './state.ts';

/** A user type as it was typed. @throws Refused where there is no such type */
export function requireType(typed: string): UserType {
  const type = findUserType(typed);
  if (type !== undefined) return type;
  throw new Refused('RET_INVALID_USER_TYPE', { code: 'user-type-unknown', userType: typed });
}

/** A user name as it is kept. @throws Refused where it cannot be one */
export function requireName(typed: string): string {
  const name = canonicalUserName(typed);
  if (name !== undefined) return name;
  throw new Refused('RET_INVALID_INPUT', { code: 'user-name-malformed', name: typed });
}

/** The user of that name, whatever the case of its letters and whatever the user's type. */
export function findUser(state: HsmState, typed: string): User | undefined {
  const name = canonicalUserName(typed);
  return name === undefined ? undefined : state.users.find((user) => user.name === name);
}

/**
 * The user of that type and name; `CO` also finds a PCO.
 *
 * @param missing what to refuse with where there is none
 * @throws Refused
 */
export function requireUser(
  state: HsmState,
  typedType: string,
  typedName: string,
  missing: HsmErrorName = 'RET_USER_DOES_NOT_EXIST',
): User {
  const type = requireType(typedType);
  const user = findUser(state, typedName);
  if (user === undefined) {
    throw new Refused(missing, { code: 'user-unknown', name: typedName });
  }
  if (user.type === type || (type === 'CO' && user.type === 'PCO')) return user;
  throw new Refused(missing, {
    code: 'user-of-other-type',
    user: user.name,
    userType: user.type,
    wanted: type,
  });
}
