import type { CryptoProvider } from '../../crypto-provider.ts';
import { findMixedToken } from '../../token/oddities.ts';
import type { ApprovalSet } from '../approval-set.ts';
import { judgeRequest } from '../request/judge-request.ts';
import { judgeRequestSignatures } from '../request/judge-signatures.ts';
import type { RequestProblem, SignedRequest } from '../request/request.ts';
import { listGivenApprovals } from './given-approvals.ts';
import { judgePolicy } from './judge-policy.ts';
import type { Policy } from './policy.ts';
import { holdersOfPolicy } from './roster-of-policy.ts';
import type { PolicyVerdict } from './verdict.ts';

/** What a file with approvals is held against besides the policy. */
export interface JudgeSetOptions {
  /** An approval counts only where its person has signed it, too. */
  readonly request?: SignedRequest | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

/** What a policy says of a file with approvals. */
export interface SetVerdict extends PolicyVerdict {
  /** Why the request does not count; then nothing is met. */
  readonly requestProblems: readonly RequestProblem[];
}

/** When the oldest record of a token was made: seconds since 1970; nothing where it has none. */
export function createdOf({ token }: Pick<ApprovalSet, 'token'>): number | undefined {
  const times = (token?.records ?? []).map(({ created }) => created);
  return times.sort((a, b) => a - b)[0];
}

/**
 * Holds the approvals of a file against a policy, and against a request where there is one.
 *
 * @returns nothing where the file has no quorum token, or one that no HSM makes: of several users or services
 * @example
 * judgeSet(policy, set, { now: Date.now() / 1000 }, nodeCrypto)?.isMet; // false
 */
export function judgeSet(
  policy: Policy,
  set: ApprovalSet,
  { request, now }: JudgeSetOptions,
  crypto: CryptoProvider,
): SetVerdict | undefined {
  const { token } = set;
  const [first] = token?.records ?? [];
  const created = createdOf(set);
  if (token === undefined || first === undefined || created === undefined) return undefined;
  if (findMixedToken(token.records) !== undefined) return undefined;
  const requestProblems =
    request === undefined
      ? []
      : judgeRequest(request.request, { token, now, policy: policy.digest });
  const verdict = judgePolicy(policy, {
    requester: first.user,
    service: first.service,
    created,
    operation: request?.request.operation,
    now,
    approvals: listGivenApprovals(set, crypto),
    requestSigners: request && listSigners(policy, request, created, crypto),
  });
  return { ...verdict, isMet: verdict.isMet && requestProblems.length === 0, requestProblems };
}

function listSigners(
  policy: Policy,
  request: SignedRequest,
  created: number,
  crypto: CryptoProvider,
): readonly string[] {
  const judged = judgeRequestSignatures(request, holdersOfPolicy(policy, created), crypto);
  return judged.flatMap((one) => (one.state === 'unknown' ? [] : one.names));
}
