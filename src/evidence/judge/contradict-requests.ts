/**
 * What of requests, tokens and policies cannot be so.
 */
import { groupBy } from '../../group-by.ts';
import type {
  Contradiction,
  OperationFinding,
  PolicyFinding,
  RequestFinding,
  TokenFinding,
} from '../findings.ts';
import { contradictSignatures } from './signatures.ts';

/** What is known of everybody who approved. */
export interface Approved {
  readonly policies: readonly PolicyFinding[];
  readonly requests: readonly RequestFinding[];
  readonly tokens: readonly TokenFinding[];
  readonly operations: readonly OperationFinding[];
  readonly hasLogs: boolean;
  /** Without anybody's key no signature is anybody's. */
  readonly hasKeys: boolean;
}

export function contradictApproved(approved: Approved): readonly Contradiction[] {
  const { policies, requests, tokens, hasKeys } = approved;
  const signed = [...policies, ...requests];
  const byDigest = [...groupBy(tokens, ({ digest }) => digest).values()];
  return [
    ...(hasKeys
      ? signed.flatMap(({ path, signatures }) => contradictSignatures(path, signatures ?? []))
      : []),
    ...requests.flatMap(contradictProblems),
    ...requests.flatMap((request) => contradictVerdict(request, approved)),
    ...byDigest.flatMap((same) => contradictTokens(same, approved)),
  ];
}

function contradictProblems({ path, problems }: RequestFinding): readonly Contradiction[] {
  return problems.map((problem) => ({ code: 'request-problem', path, problem }) as const);
}

/** A request that nobody carried out need not have been approved; without logs it may have been carried out. */
function contradictVerdict(
  { path, token, verdict }: RequestFinding,
  { requests, operations, hasLogs }: Approved,
): readonly Contradiction[] {
  if (verdict === null || verdict.isMet) return [];
  const same = requests.filter((request) => request.token === token).map((request) => request.path);
  const isDone = operations.some(({ request }) => request !== null && same.includes(request));
  return hasLogs && !isDone ? [] : [{ code: 'policy-not-met', path }];
}

/**
 * Of files that have the same token the one counts that has the most right approvals: the others are those on which
 * somebody was still to sign, or had signed wrongly.
 */
function contradictTokens(
  same: readonly TokenFinding[],
  { requests, hasKeys }: Approved,
): readonly Contradiction[] {
  const [best] = [...same].sort((one, other) => countRight(other) - countRight(one));
  if (best === undefined || best.state === 'withheld') return [];
  const { path, digest, verdict } = best;
  const wrong = best.approvals.filter(
    ({ state, causes }) =>
      (state === 'wrong' && !causes.includes('unread')) || (state === 'unknown-key' && hasKeys),
  );
  const isAsked = requests.some(({ token, verdict: told }) => token === digest && told !== null);
  return [
    ...wrong.map(({ name }) => ({ code: 'signature-wrong', path, name }) as const),
    // Of a token that a request stands for, the request's verdict has all of it.
    ...(verdict === null || verdict.isMet || isAsked
      ? []
      : [{ code: 'policy-not-met', path } as const]),
  ];
}

function countRight({ approvals }: TokenFinding): number {
  return approvals.filter(({ state }) => state === 'right').length;
}
