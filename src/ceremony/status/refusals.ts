/**
 * Why a file as a whole does not count.
 */
import type { AnyFailure } from '../../failure.ts';
import { findHiddenRecords, findOddities, type TokenOddity } from '../../token/oddities.ts';
import type { ApprovalSet, SetFault } from '../approval-set.ts';
import type { RequestProblem } from '../request/request.ts';
import type { JudgedApproval } from './judge-approvals.ts';
import type { RequestStatus } from './request-status.ts';

/** Why a file as a whole does not count: the HSM would refuse it, or nobody should hand it in. */
export type StatusRefusal =
  | SetFault
  /** what the officers are to sign is no quorum token */
  | { readonly code: 'no-token'; readonly problem: AnyFailure }
  /** what the token is said to be for does not count */
  | { readonly code: 'request'; readonly problem: RequestProblem }
  /** the token is such as no HSM makes, and its signatures approve more than they seem to */
  | { readonly code: 'mixed-token'; readonly oddity: TokenOddity }
  /** approvals of these officers are bad, and one is enough */
  | { readonly code: 'bad-approvals'; readonly names: readonly string[] };

export function findRefusals(
  { faults, token }: ApprovalSet,
  approvals: readonly JudgedApproval[],
  request: RequestStatus | undefined,
): readonly StatusRefusal[] {
  const refusals: StatusRefusal[] = [...faults];
  if (token?.problem !== undefined) refusals.push({ code: 'no-token', problem: token.problem });
  const [odd] = findOddities(token?.records ?? []);
  const oddity = odd ?? (token && findHiddenRecords(token.signedBytes)?.oddity);
  if (oddity !== undefined) refusals.push({ code: 'mixed-token', oddity });
  for (const problem of request?.problems ?? []) refusals.push({ code: 'request', problem });
  const bad = approvals.filter(({ state }) => state === 'wrong' || state === 'refused');
  if (bad.length > 0) {
    refusals.push({ code: 'bad-approvals', names: [...new Set(bad.map(({ name }) => name))] });
  }
  return refusals;
}
