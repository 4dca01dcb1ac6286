/**
 * How far a request is that is signed with a token: an approval counts only where both are signed.
 */
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { SignedToken } from '../approval-set.ts';
import { judgeRequest } from '../request/judge-request.ts';
import { judgeRequestSignatures, type KeyHolder } from '../request/judge-signatures.ts';
import type { JudgedRequestSignature, RequestProblem, SignedRequest } from '../request/request.ts';

/** A request, and what it is held against. */
export interface RequestAtHand {
  readonly signed: SignedRequest;
  /** Whose keys are trusted. */
  readonly holders: readonly KeyHolder[];
  /** Seconds since 1970. */
  readonly now: number;
  /** SHA-256, hex, of the policy at hand; null: none is. */
  readonly policy: string | null;
}

/** What became of a request. */
export interface RequestStatus {
  readonly signed: SignedRequest;
  /** Why it does not count; empty where it does. */
  readonly problems: readonly RequestProblem[];
  /** In the order of the file. */
  readonly signatures: readonly JudgedRequestSignature[];
  /** Officers whose key has signed it. */
  readonly signers: ReadonlySet<string>;
}

export function readRequestStatus(
  { signed, holders, now, policy }: RequestAtHand,
  token: SignedToken | undefined,
  crypto: CryptoProvider,
): RequestStatus {
  const signatures = judgeRequestSignatures(signed, holders, crypto);
  return {
    signed,
    problems: judgeRequest(signed.request, { token, now, policy }),
    signatures,
    signers: new Set(signatures.flatMap((one) => (one.state === 'unknown' ? [] : one.names))),
  };
}
