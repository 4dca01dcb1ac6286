import type { Approval } from '../protocol.ts';
import type { RefusalValues } from '../refusals.ts';
import { USER_TYPES } from '../user-types.ts';
import type { AskedQuorum } from './asked-quorum.ts';
import { explainSignature } from './explain-signature.ts';
import { findUser } from './find-user.ts';
import { openQuorumKey } from './quorum-key.ts';
import { Refused } from './refused.ts';
import { requireNumber } from './require-number.ts';
import type { RsaPublicKey } from './rsa-public-key.ts';
import type { HsmState, QuorumKey, User } from './state.ts';
import { isSignatureRight } from './verify-signature.ts';

/** Which approval a refusal tells of. */
type Place = RefusalValues['approver-unknown'];

/** An approver whose signature was checked. */
export interface Approver {
  readonly user: User;
  readonly key: QuorumKey;
  readonly opened: RsaPublicKey;
}

/**
 * Checks the approvals of one file, each for itself and beside the others.
 *
 * @param asked whose approvals count for the token
 * @param digest the SHA-256 of what was signed
 * @returns who approves, if every single one is right
 * @throws Refused of the first that is not
 */
export function checkApprovals(
  state: HsmState,
  asked: AskedQuorum,
  approvals: readonly Approval[],
  { signed, digest }: { readonly signed: Uint8Array; readonly digest: Uint8Array },
): Approver[] {
  const approvers: Approver[] = [];
  for (const [index, approval] of approvals.entries()) {
    const place = { approval: index + 1, approvals: approvals.length, name: approval.name };
    const approver = requireApprover(state, asked, approval, place);
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

/** Where officers approve, a CU of that name is no approver, nor is a CO named CU; and so for keys. */
function requireApprover(
  state: HsmState,
  { approvers, mayApprove }: AskedQuorum,
  approval: Approval,
  place: Place,
): Approver {
  const user = findUser(state, approval.name);
  if (user === undefined) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'approver-unknown', ...place });
  }
  const approverType =
    approval.type === null ? null : requireNumber(approval.type, 'approver-type');
  const expected = USER_TYPES[approvers].number;
  if ((approverType ?? expected) !== expected || !mayApprove(user)) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: approvers === 'CO' ? 'approver-not-an-officer' : 'approver-not-of-key',
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
