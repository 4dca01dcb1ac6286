import type { AuditNote } from '../audit-record.ts';
import type { HsmReply, HsmRequest, SessionId } from '../protocol.ts';
import { USER_TYPES } from '../user-types.ts';
import type { HsmEnvironment } from './environment.ts';
import { Refused } from './refused.ts';
import type { HsmState, Session, Undo, User } from './state.ts';

/** What the handler of a request works on. */
export interface Context {
  /** Without the sessions of processes that have ended. */
  readonly state: HsmState;
  readonly environment: HsmEnvironment;
}

/** What the handler of a request comes to. It throws {@link Refused} where it refuses. */
export interface Outcome<Op extends HsmRequest['op']> {
  /** The very state of the context where nothing changed. */
  readonly state: HsmState;
  readonly reply: HsmReply<Op>;
  readonly note?: AuditNote;
}

/** The request of one kind. */
export type RequestOf<Op extends HsmRequest['op']> = Extract<HsmRequest, { readonly op: Op }>;

/** Who is logged in, and how. */
export interface LoggedIn {
  readonly session: Session;
  readonly user: User;
}

/** Whoever holds the session. @throws Refused where it is none, or no more */
export function requireLogin(state: HsmState, id: SessionId): LoggedIn {
  const session = state.sessions.find((candidate) => candidate.id === id);
  const user = state.users.find((candidate) => candidate.id === session?.user);
  if (session === undefined || user === undefined) {
    throw new Refused('RET_NOT_LOGGED_IN', { code: 'not-logged-in' });
  }
  return { session, user };
}

/** The crypto officer who holds the session. @throws Refused where it is none */
export function requireOfficer(state: HsmState, id: SessionId): LoggedIn {
  const loggedIn = requireLogin(state, id);
  const { name, type } = loggedIn.user;
  if (isOfficer(loggedIn.user)) return loggedIn;
  throw new Refused('RET_PERMISSION_DENIED', {
    code: 'not-an-officer',
    user: name,
    userType: type,
  });
}

export function isOfficer(user: User): boolean {
  return USER_TYPES[user.type].isOfficer;
}

export function countOfficers(users: readonly User[]): number {
  return users.filter(isOfficer).length;
}

/** Changes one user. */
export function replaceUser(users: readonly User[], changed: User): User[] {
  return users.map((user) => (user.id === changed.id ? changed : user));
}

/**
 * Gives a change of users its operation id, and notes how it can be undone.
 *
 * @param before the user before the change, `null` where there was none
 */
export function recordChange(
  state: HsmState,
  session: Session,
  user: number,
  before: User | null,
): { readonly state: HsmState; readonly operation: string } {
  const { state: numbered, operation } = numberChange(state);
  const undo: Undo = { operation, session: session.id, user, before };
  return { state: { ...numbered, undo }, operation };
}

/** Gives a change that cannot be undone its operation id; what was before cannot be undone either. */
export function numberChange(state: HsmState): {
  readonly state: HsmState;
  readonly operation: string;
} {
  const operation = String(state.next.operation);
  const next = { ...state.next, operation: state.next.operation + 1 };
  return { state: { ...state, next, undo: null }, operation };
}
