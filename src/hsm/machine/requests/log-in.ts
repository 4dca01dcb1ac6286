import { type Context, type Outcome, type RequestOf, replaceUser } from '../context.ts';
import type { HsmEnvironment } from '../environment.ts';
import { requireType, requireUser } from '../find-user.ts';
import { isPasswordRight } from '../password.ts';
import { Refused } from '../refused.ts';
import { requireProcess } from '../require-process.ts';
import { LIMITS } from '../rules.ts';
import { answersChallenge } from '../second-factor.ts';
import type { HsmState, User } from '../state.ts';

/**
 * loginHSM: more than five wrong passwords in a row lock a user, until a crypto officer changes its
 * password (AWS CloudHSM user guide, "Managing HSM users").
 */
export function logIn(context: Context, request: RequestOf<'login'>): Outcome<'login'> {
  const { state, environment } = context;
  if (requireType(request.type) === 'AU' && !state.rules.applianceUsers) {
    throw new Refused('RET_INVALID_USER_TYPE', { code: 'login-of-appliance-user' });
  }
  const user = requireUser(state, request.type, request.name, 'RET_USER_NOT_INITIALIZED');
  requireProcess(environment.process);
  // A refused one is recorded with name and type as they came (AWS, "Interpreting HSM audit logs").
  if (user.loginFailures > LIMITS.loginFailures) {
    const reason = { code: 'user-locked', user: user.name, failures: user.loginFailures } as const;
    return { state, reply: { ok: false, error: 'RET_USER_LOGIN_FAILURE', reason } };
  }
  if (!isPasswordRight(request.password, user.password)) return fail(state, user, 'password-wrong');
  if (user.secondFactor === null) return begin(context, user);
  if (request.signature === undefined) {
    throw new Refused('RET_USER_LOGIN_FAILURE', { code: 'second-factor-missing', user: user.name });
  }
  const { state: asked, isRight } = answersChallenge(context, user, request.signature);
  if (!isRight) return fail(asked, user, 'second-factor-wrong');
  return begin({ ...context, state: asked }, user);
}

function begin({ state, environment }: Context, user: User): Outcome<'login'> {
  if (state.sessions.length >= LIMITS.sessions) {
    throw new Refused('RET_MAX_SESSIONS', { code: 'sessions-full', maximum: LIMITS.sessions });
  }
  const id = makeSessionId(state.next.session, environment);
  return {
    state: {
      ...state,
      users:
        user.loginFailures === 0
          ? state.users
          : replaceUser(state.users, { ...user, loginFailures: 0 }),
      sessions: [
        ...state.sessions,
        { id, user: user.id, process: environment.process, client: environment.client },
      ],
      next: { ...state.next, session: state.next.session + 1 },
    },
    reply: { ok: true, session: id, type: user.type, name: user.name },
    note: { user: { name: user.name, type: user.type } },
  };
}

/** Of an id's 64 bits these many count the log-ins, so that none comes twice; the others cannot be guessed. */
const COUNTED_IDS = 2 ** 24;
const GUESSED_BYTES = 5;

function makeSessionId(count: number, { random }: HsmEnvironment): string {
  const guessed = Buffer.from(random(GUESSED_BYTES)).toString('hex');
  return `0x${(count % COUNTED_IDS).toString(16)}${guessed}`;
}

function fail(
  state: HsmState,
  user: User,
  code: 'password-wrong' | 'second-factor-wrong',
): Outcome<'login'> {
  const loginFailures = user.loginFailures + 1;
  const left = LIMITS.loginFailures + 1 - loginFailures;
  return {
    state: { ...state, users: replaceUser(state.users, { ...user, loginFailures }) },
    reply: {
      ok: false,
      error: 'RET_USER_LOGIN_FAILURE',
      reason: { code, user: user.name, left },
    },
  };
}
