import { canonicalUserName } from '../../token/user-name.ts';
import type { HsmErrorName, UserType } from '../protocol.ts';
import { Refused } from './refused.ts';
import type { HsmState, User } from './state.ts';

const USER_TYPES: readonly UserType[] = ['PRECO', 'PCO', 'CO', 'CU', 'AU'];

/** A user type as it was typed. @throws Refused where there is no such type */
export function requireType(typed: string): UserType {
  const type = USER_TYPES.find((candidate) => candidate === typed);
  if (type !== undefined) return type;
  throw new Refused(
    'RET_INVALID_USER_TYPE',
    `${JSON.stringify(typed)} is no user type; there are ${USER_TYPES.join(', ')}`,
  );
}

/** A user name as it is kept. @throws Refused where it cannot be one */
export function requireName(typed: string): string {
  const name = canonicalUserName(typed);
  if (name !== undefined) return name;
  throw new Refused(
    'RET_INVALID_INPUT',
    `${JSON.stringify(typed)} is no user name: 1 to 31 letters, digits and _`,
  );
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
    throw new Refused(missing, `there is no user ${JSON.stringify(typedName)} on this HSM`);
  }
  if (user.type === type || (type === 'CO' && user.type === 'PCO')) return user;
  throw new Refused(missing, `${user.name} is a ${user.type}, not a ${type}`);
}
