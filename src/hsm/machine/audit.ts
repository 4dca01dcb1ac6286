import { createHash } from 'node:crypto';

import type { AuditEvent, AuditHead } from '../audit-record.ts';
import type { BrokenLink } from '../broken-link.ts';

/**
 * The chain that binds each record of the audit log to all before it. The state machine makes the
 * records and keeps the chain's end in the HSM's state; the store keeps the records themselves.
 */

/** An audit record that has no place in the chain yet. */
export type UnchainedEvent = Omit<AuditEvent, 'sequence' | 'previous' | 'hash'>;

/** Puts a record at the end of a chain. */
export function chainAuditEvent(head: AuditHead, event: UnchainedEvent): AuditEvent {
  const body = { sequence: head.sequence + 1, ...event, previous: head.hash };
  return { ...body, hash: hashAuditEvent(body) };
}

/**
 * The hash of a record: SHA-256 of its JSON without `hash`, its keys in the order in which they
 * stand.
 *
 * @returns 64 hex digits
 */
function hashAuditEvent(event: Omit<AuditEvent, 'hash'> & { hash?: string }): string {
  const { hash: _, ...body } = event;
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

/**
 * Follows a chain of audit records from its beginning.
 *
 * @param events all records of one HSM, oldest first, as they were made or parsed from their JSON
 * @param head where the chain has to end, if that is known
 * @returns where it breaks first; nothing where the chain holds
 *
 * @example
 * const broken = findBrokenLink(events, state.audit);
 */
export function findBrokenLink(
  events: readonly AuditEvent[],
  head?: AuditHead,
): BrokenLink | undefined {
  let hash = '0'.repeat(64);
  for (const [index, event] of events.entries()) {
    const record = index + 1;
    if (event.sequence !== record) {
      return { record, problem: { code: 'sequence', found: event.sequence, expected: record } };
    }
    if (event.previous !== hash) return { record, problem: { code: 'previous' } };
    if (hashAuditEvent(event) !== event.hash) return { record, problem: { code: 'content' } };
    hash = event.hash;
  }
  return head === undefined || (head.sequence === events.length && head.hash === hash)
    ? undefined
    : { record: events.length, problem: { code: 'end', head } };
}
