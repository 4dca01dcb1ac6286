import type { AuditEvent, AuditHead } from '../audit-record.ts';
import type { BrokenLink } from '../broken-link.ts';
import { findBrokenLink, NO_RECORDS } from '../machine/audit.ts';
import type { OperatorEvent } from './operator-act.ts';

/** What became of the operator's log, and of the audit logs that it is bound to. */
export interface OperatorVerdict {
  /** How many records it has. */
  readonly records: number;
  /** Hash of the last record, 64 hex digits: all zero where there is none. */
  readonly head: string;
  /** Where its chain breaks; null where it holds. */
  readonly broken: BrokenLink | null;
  /** Audit logs that are not those any more that an act saw. */
  readonly rewritten: readonly RewrittenLog[];
}

/** An audit log that was rewritten, or cut, after an act of the operator. */
export interface RewrittenLog {
  /** Of the HSM, counted from 0. */
  readonly server: number;
  /** Number of the first act that saw it otherwise. */
  readonly act: number;
}

/**
 * Follows the operator's log, and looks whether the audit logs still hold what stood at their ends at each
 * act. Acts before the newest load saw logs that the load replaced.
 *
 * @param logs whole audit logs, server by server, as they were after the newest act
 */
export function verifyActs(
  { head, events }: { readonly head: AuditHead; readonly events: readonly OperatorEvent[] },
  logs: readonly (readonly AuditEvent[])[],
): OperatorVerdict {
  const seen = headsSince(events);
  const rewritten = logs.flatMap((log, server) => {
    const lost = seen.find(({ heads }) => !holds(log, heads[server] ?? null));
    return lost === undefined ? [] : [{ server, act: lost.act }];
  });
  const broken = findBrokenLink(events, head) ?? null;
  return { records: events.length, head: head.hash, broken, rewritten };
}

/** What each act saw of the logs that there are now. */
function headsSince(
  events: readonly OperatorEvent[],
): readonly { readonly act: number; readonly heads: readonly (AuditHead | null)[] }[] {
  const load = events.findLastIndex(({ act }) => act.kind === 'load');
  return events.slice(Math.max(load, 0)).map(({ sequence, act, heads }) => ({
    act: sequence,
    heads: act.kind === 'load' ? act.heads : heads,
  }));
}

function holds(log: readonly AuditEvent[], head: AuditHead | null): boolean {
  if (head === null) return true;
  const hash = head.sequence === 0 ? NO_RECORDS.hash : log[head.sequence - 1]?.hash;
  return hash === head.hash;
}
