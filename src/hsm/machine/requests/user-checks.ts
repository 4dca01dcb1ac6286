import type { KeyProof, OperationApproval } from '../../protocol.ts';
import { USER_TYPES, type UserType } from '../../user-types.ts';
import { type Context, type LoggedIn, requireOfficer } from '../context.ts';
import { countCharacters, isPasswordAllowed } from '../password.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import { type ProvenKey, proveKey } from '../second-factor.ts';
import { passQuorum, type QuorumPassed } from '../spend-token.ts';
import type { HsmState, User } from '../state.ts';

/** What the requests that change users share. */

/** @throws Refused where the user is logged in, in this console or another */
export function requireLoggedOut(state: HsmState, user: User): void {
  const sessions = state.sessions.filter((session) => session.user === user.id);
  const [first] = sessions;
  if (first === undefined) return;
  throw new Refused('RET_USER_LOGGED_IN', {
    code: 'user-logged-in',
    user: user.name,
    session: first.id,
    pid: first.process.pid,
    others: sessions.length - 1,
  });
}

/** @throws Refused where the HSM holds as many users as it can */
export function requireSpace(state: HsmState): void {
  if (state.users.length < LIMITS.users) return;
  throw new Refused('RET_MAX_USERS', { code: 'users-full', maximum: LIMITS.users });
}

/** @throws Refused where a new password is too short or too long */
export function requirePassword(password: string): void {
  if (isPasswordAllowed(password)) return;
  const { least, most } = LIMITS.passwordCharacters;
  throw new Refused('RET_PASSWORD_LENGTH', {
    code: 'password-length',
    characters: countCharacters(password),
    minimum: least,
    maximum: most,
  });
}

/**
 * Lets a change of a user's secrets through: one's own without a quorum, another's as an officer.
 *
 * @throws Refused
 */
export function passForUser(
  context: Context,
  actor: LoggedIn,
  user: User,
  approval: OperationApproval | undefined,
): QuorumPassed {
  const { state } = context;
  if (user.id === actor.user.id) return { state, note: {} };
  const officer = requireOfficer(state, actor.session.id);
  requireLoggedOut(state, user);
  return passQuorum(context, officer, 'userManagement', approval);
}

/**
 * Takes a second factor that comes with a password: of officers alone (AWS CloudHSM user guide, 2022 to 2023,
 * "Managing 2FA").
 *
 * @throws Refused
 */
export function proveSecondFactor(
  context: Context,
  name: string,
  type: UserType,
  user: User | undefined,
  proof: KeyProof,
): ProvenKey {
  if (USER_TYPES[type].isOfficer) return proveKey(context, name, user, proof);
  throw new Refused('RET_INVALID_USER_TYPE', { code: 'second-factor-not-officer', user: name });
}

/** Takes a user out, with its tokens. */
export function removeUser(state: HsmState, user: User): HsmState {
  return {
    ...state,
    users: state.users.filter((candidate) => candidate.id !== user.id),
    tokens: state.tokens.filter((token) => token.user !== user.id),
  };
}
