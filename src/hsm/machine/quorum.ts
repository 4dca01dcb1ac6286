import { createHash } from 'node:crypto';

import { decodeTokens, type TokenRecord } from '../../token/record.ts';
import type { AuditedApprover, AuditedToken, AuditNote } from '../audit-record.ts';
import type { TokenTimeouts } from '../token-timeouts.ts';
import { findAskedQuorum } from './asked-quorum.ts';
import type { KeyObjects } from './keys/key-objects.ts';
import { openQuorumKey } from './quorum-key.ts';
import type { HsmState, QuorumKey, Token, TokenApproval, User } from './state.ts';
import { usersById } from './users-by-id.ts';

/** What the 80 bytes of a token say. */
export function readRecord(token: Token): TokenRecord {
  const [record] = decodeTokens(Buffer.from(token.record, 'base64'));
  if (record === undefined) throw new Error('a token without a record');
  return record;
}

/**
 * Seconds that are left of a token's validity, however the clock jumps. Through the classic client an expired
 * token can still be used; it is only the first to go when there is no space (AWS CloudHSM user guide, "Using
 * quorum authentication").
 *
 * @param now milliseconds since 1970-01-01 UTC
 */
export function findValidity(
  record: TokenRecord,
  now: number,
  { generated }: TokenTimeouts,
): number {
  const left = record.created + generated - Math.floor(now / 1000);
  return Math.min(generated, Math.max(0, left));
}

/** An approval together with the user and key that it is of. */
export interface CountedApproval {
  readonly user: User;
  readonly key: QuorumKey;
  readonly approval: TokenApproval;
}

/**
 * The approvals of a token that count at this moment, in the order in which they came: of users who may approve
 * it and whose registered key is still the one that checked the approval, each user once and each key once.
 */
export function countApprovals(
  state: HsmState,
  objects: KeyObjects | null,
  token: Token,
): CountedApproval[] {
  if (token.approvals.length === 0) return [];
  const { mayApprove } = findAskedQuorum(state, objects, readRecord(token));
  const counted: CountedApproval[] = [];
  const users = new Set<number>();
  const moduli = new Set<string>();
  for (const approval of token.approvals) {
    const user = usersById(state.users).get(approval.user);
    const key = user?.quorumKey;
    if (user === undefined || key == null || key.id !== approval.key || !mayApprove(user)) continue;
    const modulus = openQuorumKey(key)?.modulus;
    if (modulus === undefined || users.has(user.id) || moduli.has(modulus)) continue;
    users.add(user.id);
    moduli.add(modulus);
    counted.push({ user, key, approval });
  }
  return counted;
}

/** A token as the audit log tells of it, with these approvals. */
export function describeForAudit(
  token: Token,
  approvals: readonly CountedApproval[],
): AuditedToken {
  const { id, service, user } = readRecord(token);
  return {
    id,
    service,
    user,
    recordDigest: digestHex(Buffer.from(token.record, 'base64')),
    approvers: approvals.map(
      (counted): AuditedApprover => ({
        name: counted.user.name,
        keyFingerprint: fingerprintKey(counted.key),
        signedDigest: token.digests[counted.approval.digest] ?? '',
      }),
    ),
  };
}

/** A key that a user was given, as the audit log tells of it. */
export function noteKey(key: QuorumKey | null): Pick<AuditNote, 'keyFingerprint'> {
  return key === null ? {} : { keyFingerprint: fingerprintKey(key) };
}

/** SHA-256 of a key's SPKI, hex. */
function fingerprintKey(key: QuorumKey): string {
  return digestHex(Buffer.from(key.spki, 'base64'));
}

/** SHA-256 of bytes, hex. */
function digestHex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
