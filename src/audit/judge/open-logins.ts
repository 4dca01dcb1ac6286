/**
 * Log-ins of officers that no HSM logged the end of. A log-in stands in each stream, its end often in that of one HSM
 * only (AWS CloudHSM user guide, "Interpreting audit logs").
 */
import type { AuditFinding } from '../report.ts';
import { alignEvents } from './align.ts';
import type { JoinedStream } from './join-segments.ts';

/** @param until where a log goes on behind it, all that was done in a session up to then is known */
export function findOpenLogins(
  streams: readonly JoinedStream[],
  until: bigint | undefined,
): readonly AuditFinding[] {
  const logins = streams.flatMap(({ report: { name, last }, logins: theirs }) =>
    theirs.map((login) => ({
      stream: name,
      time: login.time,
      sequence: login.session,
      actor: login.user,
      login,
      isCut: until === undefined || (last !== undefined && last.time <= until),
    })),
  );
  return alignEvents(logins, ({ actor }) => actor).flatMap((group): readonly AuditFinding[] => {
    if (group.some(({ login }) => login.isEnded)) return [];
    const open = group.find(({ isCut }) => isCut);
    if (open === undefined) return [];
    const { stream, login } = open;
    const { session, time, user: actor } = login;
    return [{ code: 'ends-in-session', stream, actor, session, time }];
  });
}
