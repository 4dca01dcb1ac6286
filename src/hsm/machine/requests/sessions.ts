import {
  type Context,
  type Outcome,
  type RequestOf,
  replaceUser,
  requireLogin,
} from '../context.ts';
import { requireType, requireUser } from '../find-user.ts';
import { isPasswordRight } from '../password.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import type { HsmState, User } from '../state.ts';

/**
 * loginHSM: more than five wrong passwords in a row lock a user, until a crypto officer changes its
 * password (AWS CloudHSM user guide, "Managing HSM users").
 */
export function logIn(context: Context, request: RequestOf<'login'>): Outcome<'login'> {
  const { state } = context;
  if (requireType(request.type) === 'AU') {
    throw new Refused('RET_INVALID_USER_TYPE', 'an appliance user (AU) does not log in here');
  }
  const user = requireUser(state, request.type, request.name, 'RET_USER_NOT_INITIALIZED');
  const note = { user: { name: user.name, type: user.type } };
  if (user.loginFailures > LIMITS.loginFailures) {
    const reason =
      `${user.name} is locked after ${user.loginFailures} wrong passwords; ` +
      'a crypto officer unlocks it with changePswd';
    return { state, reply: { ok: false, error: 'RET_USER_LOGIN_FAILURE', reason }, note };
  }
  if (!isPasswordRight(request.password, user.password)) return { ...fail(state, user), note };
  if (state.sessions.length >= LIMITS.sessions) {
    throw new Refused('RET_MAX_SESSIONS', `${LIMITS.sessions} sessions are open on this HSM`);
  }
  const id = `0x${state.next.session.toString(16)}`;
  return {
    state: {
      ...state,
      users:
        user.loginFailures === 0
          ? state.users
          : replaceUser(state.users, { ...user, loginFailures: 0 }),
      sessions: [...state.sessions, { id, user: user.id, process: request.process }],
      next: { ...state.next, session: state.next.session + 1 },
    },
    reply: { ok: true, session: id, type: user.type, name: user.name },
    note,
  };
}

function fail(state: HsmState, user: User): Omit<Outcome<'login'>, 'note'> {
  const loginFailures = user.loginFailures + 1;
  const left = LIMITS.loginFailures + 1 - loginFailures;
  return {
    state: { ...state, users: replaceUser(state.users, { ...user, loginFailures }) },
    reply: {
      ok: false,
      error: 'RET_USER_LOGIN_FAILURE',
      reason:
        left > 0
          ? `wrong password for ${user.name}; ${left} more will lock the user`
          : `wrong password for ${user.name}, who is locked now`,
    },
  };
}

/** logoutHSM. Where the HSM's rules say so, the tokens of the session go with it. */
export function logOut(context: Context, request: RequestOf<'logout'>): Outcome<'logout'> {
  const { session, user } = requireLogin(context.state, request.session);
  return {
    state: dropSessions(context.state, (candidate) => candidate.id === session.id),
    reply: { ok: true },
    note: { user: { name: user.name, type: user.type } },
  };
}

/**
 * Ends sessions, and the tokens that cannot outlive them.
 *
 * @returns the same state where none is to end
 */
export function dropSessions(
  state: HsmState,
  isOver: (session: HsmState['sessions'][number]) => boolean,
): HsmState {
  const sessions = state.sessions.filter((session) => !isOver(session));
  if (sessions.length === state.sessions.length) return state;
  if (!state.rules.tokensDieWithSession) return { ...state, sessions };
  const alive = new Set(sessions.map((session) => session.id));
  return { ...state, sessions, tokens: state.tokens.filter((token) => alive.has(token.session)) };
}
