/**
 * What tokens and their approvals are worth.
 */

import type { SetApproval } from '../../ceremony/approval-set.ts';
import { fingerprintOfficerKey, isSignatureBy } from '../../ceremony/officer-key.ts';
import { judgeSet } from '../../ceremony/policy/judge-set.ts';
import { isInstant, writeInstant } from '../../ceremony/request/instant.ts';
import type { SignedRequest } from '../../ceremony/request/request.ts';
import { findOfficer, keysOfOfficer, type Roster } from '../../ceremony/roster.ts';
import { type JudgedApproval, judgeApprovals } from '../../ceremony/status/judge-approvals.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import type { TokenFinding } from '../findings.ts';
import type { TokenSubject, WithheldSubject } from './read-tokens.ts';
import { findPolicy, hashHex, joinRosters, type Trust } from './trust.ts';
import { describeVerdict } from './verdict.ts';

type ApprovalFinding = TokenFinding['approvals'][number];

/** What is known of a token besides its files. */
export interface TokenSide {
  /** The request that stands for it. */
  readonly request: SignedRequest | undefined;
  /** Whether the logs show what it was spent on. */
  readonly isSpent: boolean;
  /** Seconds since 1970: when it was spent, or else when it was made. */
  readonly at: number;
}

/** Judges a token whose bytes are in the bundle. */
export function judgeToken(
  { path, file, token, created, set }: TokenSubject,
  { request, isSpent, at }: TokenSide,
  trust: Trust,
  crypto: CryptoProvider,
): TokenFinding {
  const roster = joinRosters(trust, created);
  const judged = judgeApprovals(set, { roster, nearby: [] }, crypto);
  const given = [...set.approvals, ...set.unread];
  const chosen = findPolicy(trust, request?.request.policy)?.policy;
  const verdict = chosen && judgeSet(chosen, set, { request, now: at }, crypto);
  const [first] = token.records;
  return {
    path,
    digest: token.digest,
    requester: first?.user.toLowerCase() ?? null,
    service: first?.service ?? null,
    // An HSM's clock is never there: somebody made the record up.
    created: isInstant(created) ? writeInstant(created) : null,
    nodes: token.records.map(({ node }) => node),
    state: isSpent ? 'spent' : 'said-spent',
    file,
    approvals: judged.map((approval, index) =>
      describeApproval(approval, given[index], token.signedBytes, roster, crypto),
    ),
    verdict:
      chosen === undefined || verdict === undefined ? null : describeVerdict(chosen, verdict),
  };
}

function describeApproval(
  judged: JudgedApproval,
  given: SetApproval | undefined,
  signedBytes: Uint8Array,
  roster: Roster,
  crypto: CryptoProvider,
): ApprovalFinding {
  const signature = (given?.signature?.start ?? new Uint8Array()).subarray(
    0,
    DEVICE_LIMITS.signature,
  );
  const keys = keysOfOfficer(findOfficer(roster, judged.name));
  const key = keys.find((one) => isSignatureBy(one, signedBytes, signature, crypto));
  return {
    name: judged.name,
    signature: hashHex(signature, crypto),
    state:
      judged.state === 'right' ? 'right' : judged.state === 'unchecked' ? 'unknown-key' : 'wrong',
    fingerprint: key === undefined ? null : fingerprintOfficerKey(key, crypto),
    causes: listCauses(judged),
  };
}

function listCauses(judged: JudgedApproval): readonly string[] {
  switch (judged.state) {
    case 'wrong':
      return judged.wrong.causes.map(({ code }) => code);
    case 'refused':
      return [judged.reason.code];
    case 'no-file':
    case 'unread':
      return [judged.state];
    default:
      return [];
  }
}

/** What is left of a token that might still be spent. */
export function describeWithheld({ path, token }: WithheldSubject): TokenFinding {
  return {
    path,
    digest: token.digest,
    requester: token.requester.toLowerCase(),
    service: token.service,
    created: writeInstant(token.created),
    nodes: token.nodes,
    state: 'withheld',
    file: token.file,
    approvals: token.approvals.map(({ name, signature }) => ({
      name,
      signature,
      state: 'not-rechecked',
      fingerprint: null,
      causes: [],
    })),
    verdict: null,
  };
}
