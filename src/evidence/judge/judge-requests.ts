/**
 * What requests are worth, as of when their operation was done.
 */
import type { ApproveRequest, RequestFile } from '../../audit/judge/cover.ts';
import { makeApprover } from '../../audit/judge/judge-approval.ts';
import type { ApprovalSet, SignedToken } from '../../ceremony/approval-set.ts';
import type { OfficerKey } from '../../ceremony/officer-key.ts';
import { formatOperation } from '../../ceremony/operation/format-operation.ts';
import { listGivenApprovals } from '../../ceremony/policy/given-approvals.ts';
import { writeInstant } from '../../ceremony/request/instant.ts';
import { judgeRequest } from '../../ceremony/request/judge-request.ts';
import { readRequest } from '../../ceremony/request/statement.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { NONCE_BYTES, type TokenRecord } from '../../token/record.ts';
import type { RequestFinding } from '../findings.ts';
import type { Piece } from '../piece.ts';
import { attempt, type PieceProblem } from './attempt.ts';
import type { Tokens, WithheldSubject } from './read-tokens.ts';
import { describeSignatures } from './signatures.ts';
import { findPolicy, listAllKeys, listHolders, type Trust } from './trust.ts';
import { describeVerdict } from './verdict.ts';

export function readRequests(
  pieces: readonly Piece[],
  problems: PieceProblem[],
): readonly RequestFile[] {
  return pieces
    .filter(({ kind }) => kind === 'request')
    .flatMap(({ path, bytes }) => {
      const request = attempt(path, problems, () => readRequest(bytes));
      return request === undefined ? [] : [{ path, request }];
    });
}

/** Says of requests whether they are approved: by the policy that is theirs, or by the roster. */
export function makeApproval(
  trust: Trust,
  { subjects }: Tokens,
  crypto: CryptoProvider,
): ApproveRequest | undefined {
  // Of files that have the same token the one counts that most have approved.
  const keys = listAllKeys(trust);
  const sets = subjects
    .map(({ set }) => ({ set, right: countRight(set, keys, crypto) }))
    .sort((one, other) => other.right - one.right)
    .map(({ set }) => set);
  const holdersAt = (at: number) => listHolders(trust, at);
  const ofRoster =
    trust.policies.length > 0 || trust.roster.officers.length > 0
      ? makeApprover({ holdersAt, policy: undefined, sets }, crypto)
      : undefined;
  if (ofRoster === undefined) return undefined;
  const ofPolicies = new Map(
    trust.policies.map(({ path, policy }) => [
      path,
      makeApprover({ holdersAt: undefined, policy, sets }, crypto),
    ]),
  );
  return (signed, at) => {
    const path = findPolicy(trust, signed.request.policy)?.path;
    const approve = (path === undefined ? undefined : ofPolicies.get(path)) ?? ofRoster;
    return approve(signed, at);
  };
}

function countRight(set: ApprovalSet, keys: readonly OfficerKey[], crypto: CryptoProvider): number {
  const approvals = listGivenApprovals(set, crypto);
  return approvals.filter(({ isBy }) => keys.some((key) => isBy({ ...ANY_TIME, key }))).length;
}

/** A key of which nothing else is looked at. */
const ANY_TIME = {
  fingerprint: '',
  account: undefined,
  valid: { from: undefined, until: undefined },
};

/** What a request is judged with. */
export interface RequestSide {
  /** Seconds since 1970: when its operation was done, or else when it was made. */
  readonly at: number;
  readonly approve: ApproveRequest | undefined;
  readonly tokens: Tokens;
}

export function describeRequest(
  { path, request: signed }: RequestFile,
  { at, approve, tokens }: RequestSide,
  trust: Trust,
  crypto: CryptoProvider,
): RequestFinding {
  const { request } = signed;
  const { operation, data } = request;
  const policy = findPolicy(trust, request.policy)?.policy;
  const holders = listHolders(trust, request.made);
  const verdict = approve?.(signed, at).verdict;
  const problems = judgeRequest(request, {
    token: findToken(tokens, request.token.digest),
    now: at,
    policy: policy?.digest ?? null,
  });
  return {
    path,
    classic: formatOperation(operation, 'classic') ?? null,
    sdk5: formatOperation(operation, 'sdk5') ?? null,
    requester: request.requester,
    service: request.service,
    reason: request.reason ?? null,
    ticket: request.ticket ?? null,
    made: writeInstant(request.made),
    expires: request.expires === undefined ? null : writeInstant(request.expires),
    policy: request.policy ?? null,
    key: request.key ?? null,
    data: data === undefined ? null : { sha256: data.digest, bytes: data.bytes },
    token: request.token.digest,
    signatures: describeSignatures(signed, holders, crypto),
    problems: problems.map(({ code }) => code),
    verdict:
      policy === undefined || verdict === undefined ? null : describeVerdict(policy, verdict),
  };
}

type JudgedToken = Pick<SignedToken, 'digest' | 'records'>;

function findToken({ subjects, withheld }: Tokens, digest: string): JudgedToken | undefined {
  const subject = subjects.find(({ token }) => token.digest === digest);
  if (subject !== undefined) return subject.token;
  const other = withheld.find(({ token }) => token.digest === digest);
  return other && { digest, records: listKnownRecords(other) };
}

/** What is known of the records of a token that is not here: neither numbers nor nonces are looked at. */
function listKnownRecords({ token }: WithheldSubject): readonly TokenRecord[] {
  const { nodes, service, requester: user, created } = token;
  const nonce = new Uint8Array(NONCE_BYTES);
  return nodes.map((node) => ({ id: 0, service, node, keyHandle: 0, nonce, user, created }));
}
