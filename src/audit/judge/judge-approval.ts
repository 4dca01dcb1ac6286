/**
 * What the signatures of a request are worth: those of the request alone, or, where the token's approvals are at hand,
 * those of people who stand on both.
 */
import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import { isSignatureOfDigest } from '../../ceremony/officer-key.ts';
import { listGivenApprovals } from '../../ceremony/policy/given-approvals.ts';
import { judgePolicy } from '../../ceremony/policy/judge-policy.ts';
import { createdOf } from '../../ceremony/policy/judge-set.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import { holdersOfPolicy } from '../../ceremony/policy/roster-of-policy.ts';
import { listValidKeys } from '../../ceremony/policy/valid-time.ts';
import type { GivenApproval } from '../../ceremony/policy/verdict.ts';
import { judgeRequest } from '../../ceremony/request/judge-request.ts';
import { judgeRequestSignatures, type KeyHolder } from '../../ceremony/request/judge-signatures.ts';
import type { SignedRequest } from '../../ceremony/request/request.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { findMixedToken } from '../../token/oddities.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import type { RequestApproval } from '../report.ts';
import type { ApproveRequest } from './cover.ts';

/** Whose signatures count. */
export interface AuditTrust {
  /** Of a roster; `at`, in seconds since 1970, is when the token was made. Missing where there is none. */
  readonly holdersAt: ((at: number) => readonly KeyHolder[]) | undefined;
  readonly policy: Policy | undefined;
  /** Tokens with their approvals. */
  readonly sets: readonly ApprovalSet[];
}

/**
 * @returns nothing where nobody's keys are at hand
 * @example
 * const trust = { holdersAt: () => holdersOfRoster(roster), policy: undefined, sets: [] };
 * makeApprover(trust, nodeCrypto)?.(readRequest(readFileSync('request.json')), created).isEnough; // true
 */
export function makeApprover(
  trust: AuditTrust,
  crypto: CryptoProvider,
): ApproveRequest | undefined {
  const { holdersAt, policy, sets } = trust;
  const judge = (signed: SignedRequest, at: number): RequestApproval => {
    const set = sets.find(({ token }) => token?.digest === signed.request.token.digest);
    const created = (set && createdOf(set)) ?? signed.request.made;
    const problems = judgeRequest(signed.request, {
      token: set?.token,
      now: at,
      policy: policy?.digest,
    });
    const isSound =
      problems.length === 0 && findMixedToken(set?.token?.records ?? []) === undefined;
    if (policy === undefined) {
      const by = listSigners(signed, holdersAt?.(created) ?? [], set, crypto);
      return { isEnough: isSound && by.length > 0, by, problems, verdict: undefined };
    }
    const verdict = judgePolicy(policy, {
      requester: signed.request.requester,
      service: signed.request.service,
      created,
      operation: signed.request.operation,
      now: at,
      approvals:
        set === undefined
          ? listApprovals(signed, policy, created, crypto)
          : listGivenApprovals(set, crypto),
      requestSigners:
        set && listSigners(signed, holdersOfPolicy(policy, created), undefined, crypto),
    });
    const by = verdict.approvals.flatMap((one) => (one.state === 'counts' ? [one.account] : []));
    return { isEnough: isSound && verdict.isMet, by, problems, verdict };
  };
  return holdersAt === undefined && policy === undefined ? undefined : remember(judge);
}

/** Signatures take time: what was judged once is not judged again. */
function remember(judge: ApproveRequest): ApproveRequest {
  const known = new Map<SignedRequest, Map<number, RequestApproval>>();
  return (signed, at) => {
    const times = known.get(signed) ?? new Map<number, RequestApproval>();
    known.set(signed, times);
    const approval = times.get(at) ?? judge(signed, at);
    times.set(at, approval);
    return approval;
  };
}

/** Who has signed the request, and has approved the token where approvals of it are at hand. */
function listSigners(
  signed: SignedRequest,
  holders: readonly KeyHolder[],
  set: ApprovalSet | undefined,
  crypto: CryptoProvider,
): readonly string[] {
  const judged = judgeRequestSignatures(signed, holders, crypto);
  const names = judged.flatMap((one) => (one.state === 'unknown' ? [] : one.names));
  if (set === undefined) return [...new Set(names)];
  const approvals = listGivenApprovals(set, crypto);
  const isApproved = (name: string): boolean =>
    approvals.some(
      ({ account, isBy }) =>
        canonicalUserName(account) === name &&
        holders.some(
          ({ names: theirs, key }) => theirs.includes(name) && isBy({ ...ANY_TIME, key }),
        ),
    );
  return [...new Set(names)].filter(isApproved);
}

/** A key of a roster, of which nothing else is known. */
const ANY_TIME = {
  fingerprint: '',
  account: undefined,
  valid: { from: undefined, until: undefined },
};

/** The signatures of a request, as if they were approvals of an account of whoever made them. */
function listApprovals(
  signed: SignedRequest,
  { people }: Policy,
  created: number,
  crypto: CryptoProvider,
): readonly GivenApproval[] {
  const digest = crypto.sha256(signed.signedBytes);
  return signed.signatures.flatMap(({ signature }): readonly GivenApproval[] => {
    const isBy: GivenApproval['isBy'] = ({ key }) =>
      isSignatureOfDigest(key, digest, signature, crypto);
    const [account] = people.flatMap((person) =>
      listValidKeys(person, created)
        .filter(isBy)
        .map((key) => key.account ?? person.accounts[0]),
    );
    return account === undefined ? [] : [{ account, isBy }];
  });
}
