import { createHash } from 'node:crypto';

import { RECORD_BYTES, splitRecords } from '../../token/record.ts';
import { CLIENT_RULES } from '../clients.ts';
import type { Approval } from '../protocol.ts';
import type { RefusalValues } from '../refusals.ts';
import { USER_TYPES } from '../user-types.ts';
import { type Context, isOfficer } from './context.ts';
import { explainSignature } from './explain-signature.ts';
import { findUser } from './find-user.ts';
import { type CountedApproval, countApprovals, findValidity, readRecord } from './quorum.ts';
import { openQuorumKey } from './quorum-key.ts';
import { Refused } from './refused.ts';
import { requireNumber } from './require-number.ts';
import type { RsaPublicKey } from './rsa-public-key.ts';
import { LIMITS } from './rules.ts';
import type { HsmState, QuorumKey, Session, Token, User } from './state.ts';
import { isSignatureRight } from './verify-signature.ts';

/** Which approval a refusal tells of. */
type Place = RefusalValues['approver-unknown'];

/** An approver whose signature was checked. */
interface Approver {
  readonly user: User;
  readonly key: QuorumKey;
  readonly opened: RsaPublicKey;
}

/** A token with the approvals of a file. */
export interface ApprovedToken {
  readonly state: HsmState;
  readonly token: Token;
  /** Those of its approvals that the file brought, as far as they count. */
  readonly brought: readonly CountedApproval[];
}

/**
 * Adds approvals to the officer's own token: all of them or none. Valid ones add to those that the token holds
 * already.
 *
 * @param signed the records that were signed, this HSM's own among them
 * @throws Refused
 */
export function addApprovals(
  context: Context,
  owner: { readonly user: User; readonly session: Session },
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
  const approvers = checkApprovals(state, approvals, signed, digest);
  const approved = keepApprovals(state, token, approvers, digest.toString('hex'));
  return {
    state: {
      ...state,
      tokens: state.tokens.map((candidate) => (candidate === token ? approved : candidate)),
    },
    token: approved,
    brought: countApprovals(state, approved).filter((one) =>
      approvers.some(({ user }) => user.id === one.user.id),
    ),
  };
}

/**
 * Whether a token can be used at all, by this client and in this session.
 *
 * @throws Refused
 */
export function requireUsable(
  { state, environment }: Context,
  token: Token,
  session: Session,
): void {
  const rules = CLIENT_RULES[environment.client];
  const record = readRecord(token);
  const ownSession =
    token.session === session.id ||
    (token.client === environment.client && rules.tokenOutlivesSession !== false);
  if (token.client !== environment.client || !ownSession) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: 'token-of-other-session',
      token: record.id,
      client: token.client,
    });
  }
  if (rules.usesExpiredTokens) return;
  if (findValidity(record, environment.now(), state.timeouts) > 0) return;
  throw new Refused('RET_MXN_AUTH_FAILED', { code: 'token-expired', token: record.id });
}

/** This HSM's own record in the file: exactly one, of a token that is live and the officer's own. */
function requireOwnToken(state: HsmState, officer: User, file: Uint8Array): Token {
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
  if (token.user === officer.id) return token;
  const record = readRecord(token);
  throw new Refused('RET_MXN_AUTH_FAILED', {
    code: 'token-of-another',
    token: record.id,
    owner: record.user,
    user: officer.name,
  });
}

function checkApprovals(
  state: HsmState,
  approvals: readonly Approval[],
  signed: Uint8Array,
  digest: Uint8Array,
): Approver[] {
  const approvers: Approver[] = [];
  for (const [index, approval] of approvals.entries()) {
    const place = { approval: index + 1, approvals: approvals.length, name: approval.name };
    const approver = requireApprover(state, approval, place);
    requireNew(approvers, approver, place);
    const { user, opened } = approver;
    if (!isSignatureRight(opened, digest, approval.signature)) {
      const cause = explainSignature(state, user, opened, approval.signature, signed);
      throw new Refused('RET_MXN_AUTH_FAILED', { code: 'signature-wrong', ...place, cause });
    }
    approvers.push(approver);
  }
  return approvers;
}

/** Services 3 and 4 are approved by officers; a CU of that name is no approver, nor is a CO named CU. */
function requireApprover(state: HsmState, approval: Approval, place: Place): Approver {
  const user = findUser(state, approval.name);
  if (user === undefined) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'approver-unknown', ...place });
  }
  const approverType =
    approval.type === null ? null : requireNumber(approval.type, 'approver-type');
  if ((approverType ?? USER_TYPES.CO.number) !== USER_TYPES.CO.number || !isOfficer(user)) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: 'approver-not-an-officer',
      ...place,
      approverType,
      userType: user.type,
    });
  }
  const key = user.quorumKey;
  const opened = key === null ? undefined : openQuorumKey(key);
  if (key === null || opened === undefined) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'approver-without-key', ...place });
  }
  return { user, key, opened };
}

function requireNew(approvers: readonly Approver[], next: Approver, place: Place): void {
  const { modulus } = next.opened;
  for (const { user, opened } of approvers) {
    if (user.id === next.user.id) {
      throw new Refused('RET_MXN_AUTH_FAILED', { code: 'approver-twice', ...place });
    }
    if (opened.modulus === modulus) {
      throw new Refused('RET_MXN_AUTH_FAILED', {
        code: 'approver-key-twice',
        ...place,
        user: user.name,
      });
    }
  }
}

/** Adds what counts to what still counts; approvals that count no longer are forgotten here. */
function keepApprovals(
  state: HsmState,
  token: Token,
  approvers: readonly Approver[],
  digest: string,
): Token {
  const held = countApprovals(state, token).map((counted) => counted.approval);
  const added = approvers.filter(
    ({ user, key }) => !held.some((one) => one.user === user.id && one.key === key.id),
  );
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
