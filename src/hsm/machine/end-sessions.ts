import type { AuditEvent } from '../audit-record.ts';
import { chainRecords, type UnchainedEvent } from './audit.ts';
import { dropSessions } from './drop-sessions.ts';
import type { HsmEnvironment } from './environment.ts';
import type { Challenge, HsmState, Session } from './state.ts';

/** What the end of sessions comes to. */
export interface EndedSessions {
  /** The very state that was handed in where none is to end. */
  readonly state: HsmState;
  /** The audit records of it, in the order in which the sessions began. */
  readonly events: readonly AuditEvent[];
}

/**
 * Ends sessions whose users did not log out. Each is in the audit log, at the time at which the HSM learns
 * of it: that there is no such connection any more. What their processes were to have signed is forgotten.
 */
export function endSessions(
  state: HsmState,
  isOver: (holder: Pick<Session, 'process'>) => boolean,
  { now, objects }: Pick<HsmEnvironment, 'now' | 'objects'>,
): EndedSessions {
  const left = dropChallenges(dropSessions(state, objects, isOver), isOver);
  if (left.sessions === state.sessions) return { state: left, events: [] };
  const ended = state.sessions.filter((session) => !left.sessions.includes(session));
  const { head, events } = chainRecords(
    state.audit,
    ended.map((session) => describeEnd(state, session, now())),
  );
  return { state: { ...left, audit: head }, events };
}

function dropChallenges(
  state: HsmState,
  isOver: (holder: Pick<Challenge, 'process'>) => boolean,
): HsmState {
  const challenges = state.challenges.filter((challenge) => !isOver(challenge));
  return challenges.length === state.challenges.length ? state : { ...state, challenges };
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
