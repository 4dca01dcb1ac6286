/**
 * Requests: what a quorum is asked for, in words that people sign. A token names its requester and its service,
 * never the operation.
 */
import type { EnvelopeSignature } from '../dsse/envelope.ts';
import type { Operation } from '../operation/operation.ts';

/** What is asked for, whether a token is there or not. */
export interface RequestTerms {
  readonly operation: Operation;
  /** The account that asks for the token and does the operation; in small letters. */
  readonly requester: string;
  /** Number of the token's service. */
  readonly service: number;
  /** In words of the requester. */
  readonly reason: string | undefined;
  /** Of whatever keeps track of changes: a number, an address. */
  readonly ticket: string | undefined;
  /** Seconds since 1970-01-01 UTC. */
  readonly made: number;
  /** Seconds since 1970: after it nobody signs it, and nothing that is done is covered by it. */
  readonly expires: number | undefined;
  /** SHA-256, hex, of the policy that was agreed on; another is not taken. */
  readonly policy: string | undefined;
  /** The key of the token, as `0x0000000000680006`, where it is for one. */
  readonly key?: string | undefined;
  /** What the operation works on; missing where nobody has said it. */
  readonly data?: RequestData | undefined;
}

/** What is to be signed, as whoever approves it can compare it. */
export interface RequestData {
  /** SHA-256 of all of it, hex. */
  readonly digest: string;
  readonly bytes: number;
}

/** A request that stands for one token. */
export interface BoundRequest extends RequestTerms {
  readonly token: RequestSubject;
}

/** The token of a request. */
export interface RequestSubject {
  /** Name of its file, without folders; for people. */
  readonly name: string;
  /** SHA-256, hex, of what officers sign: all records. */
  readonly digest: string;
}

/** A request as it stands in a file, with whatever signatures it has. */
export interface SignedRequest {
  readonly request: BoundRequest;
  /** The statement, as it was signed. */
  readonly payload: Uint8Array;
  /** What the signatures are over: DSSE's PAE of it. */
  readonly signedBytes: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/** Why a request is not to be signed, or does not count. */
export type RequestProblem =
  /** it stands for another token; digests in hex */
  | { readonly code: 'other-token'; readonly expected: string; readonly found: string }
  /** the token's own words differ */
  | { readonly code: 'other-requester'; readonly expected: string; readonly found: string }
  | { readonly code: 'other-service'; readonly expected: number; readonly found: number }
  /** the token is for another key than the request, or than the operation names; each as `0x…` */
  | { readonly code: 'other-key'; readonly expected: string; readonly found: string }
  /** the token's service does not let the operation through */
  | { readonly code: 'not-covered'; readonly service: number }
  /** seconds since 1970 */
  | { readonly code: 'expired'; readonly expires: number }
  /** it is from later than now: one of the clocks is wrong */
  | { readonly code: 'from-the-future'; readonly made: number }
  /** it names another policy than the one at hand, or names one and none is at hand */
  | {
      readonly code: 'other-policy';
      readonly expected: string;
      readonly found: string | undefined;
    };

/** Whose a signature of a request is. */
export type JudgedRequestSignature =
  /** right, by the key of these officers or accounts; each key counts once */
  | { readonly state: 'right'; readonly keyId: string; readonly names: readonly string[] }
  /** the same key has signed before */
  | { readonly state: 'repeated'; readonly keyId: string; readonly names: readonly string[] }
  /** no key at hand made it */
  | { readonly state: 'unknown'; readonly keyId: string };
