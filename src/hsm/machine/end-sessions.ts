import type { AuditEvent } from '../audit-record.ts';
import { chainRecords, type UnchainedEvent } from './audit.ts';
import { dropSessions } from './drop-sessions.ts';
import type { HsmEnvironment } from './environment.ts';
import type { HsmState, Session } from './state.ts';

/** What the end of sessions comes to. */
export interface EndedSessions {
  /** The very state that was handed in where none is to end. */
  readonly state: HsmState;
  /** The audit records of it, in the order in which the sessions began. */
  readonly events: readonly AuditEvent[];
}

/**
 * Ends sessions whose users did not log out. Each is in the audit log, at the time at which the HSM learns
 * of it: that there is no such connection any more.
 */
export function endSessions(
  state: HsmState,
  isOver: (session: Session) => boolean,
  { now }: Pick<HsmEnvironment, 'now'>,
): EndedSessions {
  const left = dropSessions(state, isOver);
  if (left === state) return { state, events: [] };
  const ended = state.sessions.filter((session) => !left.sessions.includes(session));
  const { head, events } = chainRecords(
    state.audit,
    ended.map((session) => describeEnd(state, session, now())),
  );
  return { state: { ...left, audit: head }, events };
}

function describeEnd({ users }: HsmState, session: Session, time: number): UnchainedEvent {
  const holder = users.find(({ id }) => id === session.user);
  const user = holder && { name: holder.name, type: holder.type };
  return {
    time,
    op: 'finalize',
    session: session.id,
    ...(user && { actor: user }),
    response: 'SUCCESS',
    ...(user && { user }),
  };
}
