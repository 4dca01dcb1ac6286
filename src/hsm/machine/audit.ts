import { createHash } from 'node:crypto';

import type { AuditEvent, AuditHead, ChainLink } from '../audit-record.ts';
import type { BrokenLink } from '../broken-link.ts';

/**
 * The chain that binds each record of the audit log to all before it. The state machine makes the
 * records and keeps the chain's end in the HSM's state; the store keeps the records themselves.
 */

/** Where the chain of a log without records ends. */
export const NO_RECORDS: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** An audit record that has no place in the chain yet. */
export type UnchainedEvent = Omit<AuditEvent, keyof ChainLink>;

/**
 * Puts records at the end of a chain.
 *
 * @returns them as they are kept, and where the chain ends now
 */
export function chainRecords<Unchained extends object>(
  head: AuditHead,
  records: readonly Unchained[],
): { readonly head: AuditHead; readonly events: readonly (Unchained & ChainLink)[] } {
  const events: (Unchained & ChainLink)[] = [];
  let end = head;
  for (const record of records) {
    const body = { sequence: end.sequence + 1, ...record, previous: end.hash };
    const event = { ...body, hash: hashRecord(body) };
    events.push(event);
    end = { sequence: event.sequence, hash: event.hash };
  }
  return { head: end, events };
}

/**
 * The hash of a record: SHA-256 of its JSON without `hash`, its keys in the order in which they
 * stand.
 *
 * @returns 64 hex digits
 */
function hashRecord(record: Omit<ChainLink, 'hash'> & { hash?: string }): string {
  const { hash: _, ...body } = record;
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

/**
 * Follows a chain of records from its beginning.
 *
 * @param events all records of one log, oldest first, as they were made or parsed from their JSON
 * @param head where the chain has to end, if that is known
 * @returns where it breaks first; nothing where the chain holds
 *
 * @example
 * const broken = findBrokenLink(events, state.audit);
 */
export function findBrokenLink(
  events: readonly ChainLink[],
  head?: AuditHead,
): BrokenLink | undefined {
  let hash = NO_RECORDS.hash;
  for (const [index, event] of events.entries()) {
    const record = index + 1;
    if (event.sequence !== record) {
      return { record, problem: { code: 'sequence', found: event.sequence, expected: record } };
    }
    if (event.previous !== hash) return { record, problem: { code: 'previous' } };
    if (hashRecord(event) !== event.hash) return { record, problem: { code: 'content' } };
    hash = event.hash;
  }
  return head === undefined || (head.sequence === events.length && head.hash === hash)
    ? undefined
    : { record: events.length, problem: { code: 'end', head } };
}
