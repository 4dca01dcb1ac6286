import type { OperationApproval } from '../../protocol.ts';
import { type Context, type LoggedIn, requireOfficer } from '../context.ts';
import { requireType } from '../find-user.ts';
import { countCharacters, isPasswordAllowed } from '../password.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
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
 * Lets nobody change the secrets of an appliance user, unless the edition does.
 *
 * @param typed the user's type as it was typed
 * @throws Refused
 */
export function requireChangeable({ rules }: HsmState, typed: string): void {
  if (requireType(typed) !== 'AU' || rules.applianceUsers) return;
  throw new Refused('RET_POLICY_MISMATCH', { code: 'password-of-appliance-user' });
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

/** Takes a user out, with its tokens. */
export function removeUser(state: HsmState, user: User): HsmState {
  return {
    ...state,
    users: state.users.filter((candidate) => candidate.id !== user.id),
    tokens: state.tokens.filter((token) => token.user !== user.id),
  };
}
