import { createHash } from 'node:crypto';

import { RECORD_BYTES, splitRecords } from '../../token/record.ts';
import type { Approval } from '../protocol.ts';
import { findAskedQuorum } from './asked-quorum.ts';
import { type Approver, checkApprovals } from './check-approvals.ts';
import type { Context, LoggedIn } from './context.ts';
import { type CountedApproval, countApprovals, readRecord } from './quorum.ts';
import { Refused } from './refused.ts';
import { requireUsable } from './require-usable.ts';
import { LIMITS } from './rules.ts';
import type { HsmState, Token, TokenApproval, User } from './state.ts';

/** A token with the approvals of a file. */
export interface ApprovedToken {
  readonly state: HsmState;
  readonly token: Token;
  /** Those of its approvals that the file brought, as far as they count. */
  readonly brought: readonly CountedApproval[];
}

/**
 * Adds approvals to a user's own token: all of them or none. Valid ones add to those that the token holds
 * already.
 *
 * @param signed the records that were signed, this HSM's own among them
 * @throws Refused
 */
export function addApprovals(
  context: Context,
  owner: LoggedIn,
  signed: Uint8Array,
  approvals: readonly Approval[],
): ApprovedToken {
  const { state } = context;
  if (approvals.length > LIMITS.approvals) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'approvals-too-many',
      approvals: approvals.length,
      maximum: LIMITS.approvals,
    });
  }
  const token = requireOwnToken(state, owner.user, signed);
  requireUsable(context, token, owner.session);
  const digest = createHash('sha256').update(signed).digest();
  const { objects } = context.environment;
  const asked = findAskedQuorum(state, objects, readRecord(token));
  const approvers = checkApprovals(state, asked, approvals, { signed, digest });
  const held = countApprovals(state, objects, token).map((counted) => counted.approval);
  const approved = keepApprovals(token, held, approvers, digest.toString('hex'));
  return {
    state: {
      ...state,
      tokens: state.tokens.map((candidate) => (candidate === token ? approved : candidate)),
    },
    token: approved,
    brought: countApprovals(state, objects, approved).filter((one) =>
      approvers.some(({ user }) => user.id === one.user.id),
    ),
  };
}

/** This HSM's own record in the file: exactly one, of a token that is live and the user's own. */
function requireOwnToken(state: HsmState, user: User, file: Uint8Array): Token {
  if (file.length % RECORD_BYTES !== 0 || file.length > LIMITS.records * RECORD_BYTES) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'token-set-size',
      bytes: file.length,
      maximumRecords: LIMITS.records,
    });
  }
  const records = splitRecords(file).map((record) => Buffer.from(record).toString('base64'));
  const named = state.tokens.filter((token) => records.includes(token.record));
  const [token] = named;
  if (token === undefined) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'token-not-live', records: records.length });
  }
  if (named.length > 1) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'token-ambiguous', tokens: named.length });
  }
  if (token.user === user.id) return token;
  const record = readRecord(token);
  throw new Refused('RET_MXN_AUTH_FAILED', {
    code: 'token-of-another',
    token: record.id,
    owner: record.user,
    user: user.name,
  });
}

/** Adds what counts to what still counts; approvals that count no longer are forgotten here. */
function keepApprovals(
  token: Token,
  held: readonly TokenApproval[],
  approvers: readonly Approver[],
  digest: string,
): Token {
  // No two users have a key of one id.
  const added = approvers.filter(({ key }) => !held.some((one) => one.key === key.id));
  if (held.length + added.length > LIMITS.approvals) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: 'token-approvals-full',
      approvals: held.length + added.length,
      maximum: LIMITS.approvals,
    });
  }
  const over = [
    ...held.map((one) => ({ ...one, digest: token.digests[one.digest] ?? digest })),
    ...added.map(({ user, key }) => ({ user: user.id, key: key.id, digest })),
  ];
  // Of no more files than there are approvals: those that no approval is over are forgotten.
  const digests = [...new Set(over.map((one) => one.digest))];
  return {
    ...token,
    digests,
    approvals: over.map((one) => ({ ...one, digest: digests.indexOf(one.digest) })),
  };
}
