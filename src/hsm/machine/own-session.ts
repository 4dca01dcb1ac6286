import type { SessionId } from '../protocol.ts';
import type { Context } from './context.ts';
import type { HsmEnvironment } from './environment.ts';
import { isSameProcess } from './is-same-process.ts';
import { Refused } from './refused.ts';
import type { Session } from './state.ts';

/** Whoever learns of a session's id is not in it. @throws Refused where it is another's */
export function requireOwnSession({ state, environment }: Context, id: SessionId): void {
  const session = state.sessions.find((candidate) => candidate.id === id);
  if (session === undefined || isOf(session, environment)) return;
  throw new Refused('RET_NOT_LOGGED_IN', {
    code: 'session-of-another',
    session: id,
    pid: session.process.pid,
  });
}

/** Whether a session is of the process and the client that ask. */
export function isOf(session: Session, { process, client }: HsmEnvironment): boolean {
  return session.client === client && isSameProcess(session.process, process);
}
