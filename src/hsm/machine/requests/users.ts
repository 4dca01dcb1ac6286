import { SERVICE, type UserType } from '../../protocol.ts';
import {
  type Context,
  countOfficers,
  type LoggedIn,
  type Outcome,
  type RequestOf,
  recordChange,
  replaceUser,
  requireLogin,
  requireOfficer,
} from '../context.ts';
import { findUser, requireName, requireType, requireUser } from '../find-user.ts';
import { hashPassword, isPasswordAllowed, saltOfUser } from '../password.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import { passQuorum } from '../spend-token.ts';
import type { HsmState, User } from '../state.ts';

/** listUsers, which needs no log-in. */
export function listUsers(context: Context): Outcome<'listUsers'> {
  const users = context.state.users.map((user) => ({
    id: user.id,
    type: user.type,
    name: user.name,
    hasQuorumKey: user.quorumKey !== null,
    loginFailures: user.loginFailures,
    twoFactor: false,
  }));
  return { state: context.state, reply: { ok: true, users } };
}

/** createUser: COs and CUs only; there is one PCO and one AU, and they come with the HSM. */
export function createUser(
  context: Context,
  request: RequestOf<'createUser'>,
): Outcome<'createUser'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const type = requireCreatable(requireType(request.type));
  const name = requireName(request.name);
  requirePassword(request.password);
  const existing = findUser(state, name);
  if (existing !== undefined) {
    throw new Refused('RET_USER_ALREADY_EXISTS', `there is a ${existing.type} ${name} already`);
  }
  if (state.users.length >= LIMITS.users) {
    throw new Refused('RET_MAX_USERS', `this HSM holds ${LIMITS.users} users and no more`);
  }
  const passed = passQuorum(state, officer, SERVICE.userManagement);
  const id = state.next.user;
  const user: User = {
    id,
    type,
    name,
    password: hashPassword(request.password, saltOfUser(state.clusterKey, name)),
    loginFailures: 0,
    quorumKey: null,
  };
  const { state: next, operation } = recordChange(
    {
      ...passed.state,
      users: [...passed.state.users, user],
      next: { ...passed.state.next, user: id + 1 },
    },
    officer.session,
    id,
    null,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    note: { user: { name, type }, ...passed.note },
  };
}

function requireCreatable(type: UserType): 'CO' | 'CU' {
  if (type === 'CO' || type === 'CU') return type;
  throw new Refused(
    'RET_INVALID_USER_TYPE',
    `no user of type ${type} can be created, only a CO or a CU`,
  );
}

/**
 * deleteUser: not one who is logged in, and no officer where fewer would be left than an M value asks
 * for. The tokens of the user go too.
 */
export function deleteUser(
  context: Context,
  request: RequestOf<'deleteUser'>,
): Outcome<'deleteUser'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const user = requireUser(state, request.type, request.name);
  if (user.type === 'AU' || user.type === 'PRECO') {
    throw new Refused('RET_POLICY_MISMATCH', `a user of type ${user.type} cannot be deleted`);
  }
  requireLoggedOut(state, user);
  requireOfficersLeft(state, user);
  const passed = passQuorum(state, officer, SERVICE.userManagement);
  const { state: next, operation } = recordChange(
    removeUser(passed.state, user),
    officer.session,
    user.id,
    user,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    note: { user: { name: user.name, type: user.type }, ...passed.note },
  };
}

/** Takes a user out, with its tokens. */
export function removeUser(state: HsmState, user: User): HsmState {
  return {
    ...state,
    users: state.users.filter((candidate) => candidate.id !== user.id),
    tokens: state.tokens.filter((token) => token.user !== user.id),
  };
}

/** @throws Refused where fewer officers would be left without this user than an M value asks for */
export function requireOfficersLeft(state: HsmState, without: User): void {
  const left = countOfficers(state.users.filter((user) => user.id !== without.id));
  const needed = Math.max(state.mValues.userManagement, state.mValues.miscCo);
  if (left < needed && countOfficers([without]) > 0) {
    throw new Refused(
      'RET_POLICY_MISMATCH',
      `without ${without.name} there would be ${left} crypto officers, and an M value asks for ` +
        `${needed}`,
    );
  }
}

/** @throws Refused where the user is logged in, in this console or another */
export function requireLoggedOut(state: HsmState, user: User): void {
  const sessions = state.sessions.filter((session) => session.user === user.id);
  const [first] = sessions;
  if (first === undefined) return;
  throw new Refused(
    'RET_USER_LOGGED_IN',
    `${user.name} is logged in, in session ${first.id} of process ${first.process.pid}` +
      (sessions.length > 1 ? ` and ${sessions.length - 1} more` : ''),
  );
}

/**
 * changePswd: one's own without a quorum; another's as an officer, which also unlocks the user. A
 * PRECO becomes the PCO by it.
 */
export function changePassword(
  context: Context,
  request: RequestOf<'changePswd'>,
): Outcome<'changePswd'> {
  const { state } = context;
  const actor = requireLogin(state, request.session);
  const type = requireType(request.type);
  if (type === 'AU') throw new Refused('RET_POLICY_MISMATCH', 'an AU has no password to change');
  const user = requireUser(state, request.type, request.name);
  requirePassword(request.password);
  const passed =
    user.id === actor.user.id
      ? { state, note: {} }
      : passForAnother(state, requireOfficer(state, request.session), user);
  const changed: User = {
    ...user,
    type: user.type === 'PRECO' ? 'PCO' : user.type,
    password: hashPassword(request.password, saltOfUser(state.clusterKey, user.name)),
    loginFailures: 0,
  };
  const { state: next, operation } = recordChange(
    { ...passed.state, users: replaceUser(passed.state.users, changed) },
    actor.session,
    user.id,
    user,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    note: { user: { name: changed.name, type: changed.type }, ...passed.note },
  };
}

function passForAnother(
  state: HsmState,
  officer: LoggedIn,
  user: User,
): ReturnType<typeof passQuorum> {
  requireLoggedOut(state, user);
  return passQuorum(state, officer, SERVICE.userManagement);
}

function requirePassword(password: string): void {
  if (isPasswordAllowed(password)) return;
  const { least, most } = LIMITS.passwordBytes;
  throw new Refused(
    'RET_PASSWORD_LENGTH',
    `the password has ${Buffer.byteLength(password)} bytes, expected ${least} to ${most}`,
  );
}
