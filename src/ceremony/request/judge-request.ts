import type { TokenRecord } from '../../token/record.ts';
import { listKeyReferences } from '../../token/sdk5/key-reference.ts';
import { findService } from '../../token/service.ts';
import type { SignedToken } from '../approval-set.ts';
import { findOtherNamedKey } from '../operation/key-filter.ts';
import { isCovered } from '../operation/match-operation.ts';
import type { BoundRequest, RequestProblem } from './request.ts';

/** What a request is held against. */
export interface JudgeRequestOptions {
  /** The token at hand; without it nothing is said of the token. */
  readonly token?: Pick<SignedToken, 'digest' | 'records'> | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  /** SHA-256, hex, of the policy at hand; null: none is. Without it nothing is said of the policy. */
  readonly policy?: string | null | undefined;
}

/** Clocks of two machines differ by some seconds: as much as that, in seconds, is from no future. */
const CLOCKS_DIFFER = 60;

/**
 * Says why a request is not to be signed, or does not count.
 *
 * @returns nothing where there is no reason; signatures are not looked at
 * @example
 * judgeRequest(request, { token: readTokenFile(token, nodeCrypto), now: created + 60 }); // []
 * judgeRequest({ ...request, expires: 1700000600 }, { now: 1700000601 })[0]?.code; // 'expired'
 */
export function judgeRequest(
  request: BoundRequest,
  { token, now, policy }: JudgeRequestOptions,
): readonly RequestProblem[] {
  const problems = token === undefined ? [] : judgeToken(request, token);
  const { service, expires, made } = request;
  if (!isCovered(request.operation, findService(service)?.code)) {
    problems.push({ code: 'not-covered', service });
  }
  if (expires !== undefined && now > expires) problems.push({ code: 'expired', expires });
  if (made > now + CLOCKS_DIFFER) problems.push({ code: 'from-the-future', made });
  const expected = request.policy;
  if (expected !== undefined && policy !== undefined && expected !== policy) {
    problems.push({ code: 'other-policy', expected, found: policy ?? undefined });
  }
  return problems;
}

/** Each record is a token of its own to its HSM, so that each must fit. */
function judgeToken(
  request: BoundRequest,
  { digest, records }: Pick<SignedToken, 'digest' | 'records'>,
): RequestProblem[] {
  const problems: RequestProblem[] = [];
  const { token, requester, service } = request;
  if (digest !== token.digest) {
    problems.push({ code: 'other-token', expected: token.digest, found: digest });
  }
  const user = records.find((record) => record.user.toLowerCase() !== requester)?.user;
  if (user !== undefined)
    problems.push({ code: 'other-requester', expected: requester, found: user });
  const other = records.find((record) => record.service !== service)?.service;
  if (other !== undefined)
    problems.push({ code: 'other-service', expected: service, found: other });
  const key = findOtherKey(request, records);
  if (key !== undefined) problems.push({ code: 'other-key', ...key });
  return problems;
}

function findOtherKey(
  { key, operation }: BoundRequest,
  records: readonly TokenRecord[],
): { readonly expected: string; readonly found: string } | undefined {
  for (const found of listKeyReferences(records)) {
    if (key !== undefined && key !== found) return { expected: key, found };
    const expected = findOtherNamedKey(operation, found);
    if (expected !== undefined) return { expected, found };
  }
  return undefined;
}
