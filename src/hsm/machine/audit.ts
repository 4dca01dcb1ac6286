import { createHash } from 'node:crypto';

import type { HsmErrorName, HsmRequest, SessionId, UserType } from '../protocol.ts';
import type { AuditHead } from './state.ts';

/**
 * The audit log's records, and the chain that binds each to all before it. The state machine makes
 * the records and keeps the chain's end in the HSM's state; the store keeps the records themselves.
 */

/** What an audit record tells beside who, when and how it ended. */
export interface AuditNote {
  /** The user that was worked on, or who logs in, as far as it is known. */
  readonly user?: AuditedUser;
  /** Service and M value of setMValue; service of getToken. */
  readonly service?: number;
  readonly m?: number;
  /** The key that was registered: SHA-256 of its SPKI, hex. */
  readonly keyFingerprint?: string;
  /** The token that was made, approved, deleted or spent by the operation. */
  readonly tokens?: readonly AuditedToken[];
}

/** A user, as an audit record names one. */
export interface AuditedUser {
  readonly name: string;
  readonly type: UserType | string;
}

/** A token, as an audit record tells of one. */
export interface AuditedToken {
  readonly id: number;
  readonly service: number;
  readonly user: string;
  /** SHA-256 of the 80-byte record, hex. */
  readonly recordDigest: string;
  /** Those whose approvals were added, or were counted when it was spent. */
  readonly approvers: readonly AuditedApprover[];
}

/** An approval, as an audit record tells of one. */
export interface AuditedApprover {
  readonly name: string;
  /** SHA-256 of the SPKI of the key that checked the approval, hex. */
  readonly keyFingerprint: string;
  /** SHA-256 of the multi token file that was signed, hex. */
  readonly signedDigest: string;
}

/** One record of the audit log. */
export interface AuditEvent extends AuditNote {
  /** Counts from 1 on each HSM. */
  readonly sequence: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly op: HsmRequest['op'];
  readonly session: SessionId | null;
  /** Who was logged in. */
  readonly actor?: AuditedUser;
  readonly response: 'SUCCESS' | HsmErrorName;
  /** Why it was refused. */
  readonly reason?: string;
  /** The hash of the record before; 64 zeros in the first. */
  readonly previous: string;
  /** SHA-256 over all of the above, hex: see {@link hashAuditEvent}. */
  readonly hash: string;
}

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
 * @returns what is wrong, with the record's place counted from 1; nothing where the chain holds
 *
 * @example
 * const broken = findBrokenLink(events, state.audit);
 */
export function findBrokenLink(
  events: readonly AuditEvent[],
  head?: AuditHead,
): { readonly record: number; readonly message: string } | undefined {
  let hash = '0'.repeat(64);
  for (const [index, event] of events.entries()) {
    const record = index + 1;
    if (event.sequence !== record) {
      return { record, message: `it has sequence number ${event.sequence}, expected ${record}` };
    }
    if (event.previous !== hash) {
      return { record, message: 'it does not follow from the record before it' };
    }
    if (hashAuditEvent(event) !== event.hash) {
      return { record, message: 'its content is not what its hash says' };
    }
    hash = event.hash;
  }
  if (head !== undefined && (head.sequence !== events.length || head.hash !== hash)) {
    return {
      record: events.length,
      message: `the log ends here, the HSM wrote ${head.sequence} records, the last ${head.hash}`,
    };
  }
  return undefined;
}
