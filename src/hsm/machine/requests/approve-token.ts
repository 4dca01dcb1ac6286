import { createHash } from 'node:crypto';

import { RECORD_BYTES, splitRecords } from '../../../token/record.ts';
import type { Approval } from '../../protocol.ts';
import {
  type Context,
  isOfficer,
  type Outcome,
  type RequestOf,
  requireOfficer,
} from '../context.ts';
import { explainSignature } from '../explain-signature.ts';
import { findUser } from '../find-user.ts';
import { type CountedApproval, countApprovals, describeForAudit, readRecord } from '../quorum.ts';
import { openQuorumKey } from '../quorum-key.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import type { HsmState, QuorumKey, Token, User } from '../state.ts';
import { isSignatureRight } from '../verify-signature.ts';

/** What the file's type number of an approver means. */
const APPROVER_TYPE = { cu: 1, co: 2 } as const;

/** An approver whose signature was checked. */
interface Approver {
  readonly user: User;
  readonly key: QuorumKey;
}

/**
 * approveToken: all the approvals of the file or none. Valid ones add to those that the token holds
 * already, so that officers can come one after the other. No approvals at all change nothing and
 * succeed, as the real reader's code has it.
 */
export function approveToken(
  context: Context,
  request: RequestOf<'approveToken'>,
): Outcome<'approveToken'> {
  const { state } = context;
  const { user } = requireOfficer(state, request.session);
  const { approvals } = request;
  if (approvals.length === 0) return { state, reply: { ok: true } };
  if (approvals.length > LIMITS.approvals) {
    throw new Refused(
      'RET_INVALID_INPUT',
      `${approvals.length} approvals, ${LIMITS.approvals} at most are taken at once`,
    );
  }
  const signed = chooseSigned(request.multiToken, request.singleToken);
  const token = requireOwnToken(state, user, signed);
  const digest = createHash('sha256').update(signed).digest();
  const approvers = checkApprovals(state, approvals, signed, digest);
  const approved = addApprovals(state, token, approvers, digest.toString('hex'));
  const counted = countApprovals(state, approved);
  return {
    state: {
      ...state,
      tokens: state.tokens.map((candidate) => (candidate === token ? approved : candidate)),
    },
    reply: { ok: true },
    note: { tokens: [describeForAudit(approved, onlyThose(counted, approvers))] },
  };
}

/** The single token takes the place of a multi token file of one record, and of no other. */
function chooseSigned(multi: Uint8Array, single: Uint8Array | undefined): Uint8Array {
  return multi.length === RECORD_BYTES && single !== undefined && single.length > 0
    ? single.subarray(0, RECORD_BYTES)
    : multi;
}

/** This HSM's own record in the file: exactly one, of a token that is live and the officer's own. */
function requireOwnToken(state: HsmState, officer: User, file: Uint8Array): Token {
  if (file.length % RECORD_BYTES !== 0 || file.length > LIMITS.records * RECORD_BYTES) {
    throw new Refused(
      'RET_INVALID_INPUT',
      `the multi token file has ${file.length} bytes, expected 1 to ${LIMITS.records} records of ` +
        `${RECORD_BYTES}`,
    );
  }
  const records = splitRecords(file).map((record) => Buffer.from(record).toString('base64'));
  const named = state.tokens.filter((token) => records.includes(token.record));
  const [token] = named;
  if (token === undefined) {
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      `none of the ${records.length} records of the multi token file is a live token of this HSM: it ` +
        'was spent, replaced by a later getToken, deleted, or is of another cluster',
    );
  }
  if (named.length > 1) {
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      `the multi token file holds ${named.length} tokens of this HSM, so it is not clear which one ` +
        'its officers approve',
    );
  }
  if (token.user === officer.id) return token;
  const record = readRecord(token);
  throw new Refused(
    'RET_MXN_AUTH_FAILED',
    `token ${record.id} is ${record.user}'s, and only ${record.user} can hand in its approvals; ` +
      `${officer.name} is logged in`,
  );
}

function checkApprovals(
  state: HsmState,
  approvals: readonly Approval[],
  signed: Uint8Array,
  digest: Uint8Array,
): Approver[] {
  const approvers: Approver[] = [];
  for (const [index, approval] of approvals.entries()) {
    const place = `approval ${index + 1} of ${approvals.length} (${JSON.stringify(approval.name)})`;
    const approver = requireApprover(state, approval, place);
    requireNew(approvers, approver, place);
    const key = openQuorumKey(approver.key);
    if (!isSignatureRight(key, digest, approval.signature)) {
      const why = explainSignature(state, approver.user, key, approval.signature, signed);
      throw new Refused('RET_MXN_AUTH_FAILED', `${place}: ${why}`);
    }
    approvers.push(approver);
  }
  return approvers;
}

/** Services 3 and 4 are approved by officers; a CU of that name is no approver, nor is a CO named CU. */
function requireApprover(state: HsmState, approval: Approval, place: string): Approver {
  const user = findUser(state, approval.name);
  if (user === undefined) {
    throw new Refused('RET_MXN_AUTH_FAILED', `${place}: there is no such user on this HSM`);
  }
  if (approval.type !== APPROVER_TYPE.co || !isOfficer(user)) {
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      `${place}: the file gives approver type ${approval.type} and the user is a ${user.type}; ` +
        `approvers are crypto officers, type ${APPROVER_TYPE.co}`,
    );
  }
  if (user.quorumKey === null) {
    throw new Refused('RET_MXN_AUTH_FAILED', `${place}: the user has no registered key`);
  }
  return { user, key: user.quorumKey };
}

function requireNew(approvers: readonly Approver[], next: Approver, place: string): void {
  const { modulus } = openQuorumKey(next.key);
  for (const { user, key } of approvers) {
    if (user.id === next.user.id) {
      throw new Refused('RET_MXN_AUTH_FAILED', `${place}: the same approver is in the file twice`);
    }
    if (openQuorumKey(key).modulus === modulus) {
      throw new Refused('RET_MXN_AUTH_FAILED', `${place}: ${user.name} has the same key`);
    }
  }
}

/** Adds what counts to what still counts; approvals that count no longer are forgotten here. */
function addApprovals(
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
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      `the token would have ${held.length + added.length} approvals, ${LIMITS.approvals} at most`,
    );
  }
  const digests = token.digests.includes(digest) ? token.digests : [...token.digests, digest];
  const at = digests.indexOf(digest);
  return {
    ...token,
    digests,
    approvals: [
      ...held,
      ...added.map(({ user, key }) => ({ user: user.id, key: key.id, digest: at })),
    ],
  };
}

function onlyThose(
  counted: readonly CountedApproval[],
  approvers: readonly Approver[],
): CountedApproval[] {
  return counted.filter((one) => approvers.some(({ user }) => user.id === one.user.id));
}
