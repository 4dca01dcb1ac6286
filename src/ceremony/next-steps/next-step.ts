/**
 * What has to be done next, as codes with values: who does what.
 */
import type { MissingSeats } from '../policy/verdict.ts';
import type { RequestProblem } from '../request/request.ts';

/** One step. Names and paths are as people read them. */
export type NextStep =
  /** the file names no token that can be opened */
  | { readonly code: 'repair-file' }
  /** the file is of the newer command line, and no quorum token: its signatures are looked at otherwise */
  | { readonly code: 'other-kind' }
  /** lint mends what keeps the file from being read as it is meant */
  | { readonly code: 'fix-file' }
  /** the number of approvals is written wrong */
  | { readonly code: 'set-count'; readonly count: number }
  /** the requester, if known, gets the token again, or sends it again: nobody signs this one */
  | { readonly code: 'get-token'; readonly user: string | undefined }
  /** all have signed another token than the one that the file names */
  | { readonly code: 'set-token'; readonly token: string }
  /** an officer's right signature is in another file than the one that is named */
  | { readonly code: 'take-file'; readonly name: string; readonly file: string }
  /** see what the HSM's tool makes of the file */
  | { readonly code: 'look-at-file' }
  /** make the tool read all of it */
  | { readonly code: 'read-all' }
  /** an officer signs into the file that is missing */
  | { readonly code: 'sign'; readonly name: string; readonly file: string }
  /** the request is not for this token, or not any more, or not yet */
  | { readonly code: 'fix-request'; readonly problem: RequestProblem }
  /** an officer has signed the token, and not what it is for */
  | { readonly code: 'sign-request'; readonly name: string; readonly file: string }
  /** an officer signs into another file than this one, which may be right for somebody or something else */
  | { readonly code: 'sign-anew'; readonly name: string; readonly file: string }
  /** the signature is right, but another officer's, who has no approval yet: the approval gets that name */
  | {
      readonly code: 'give-name';
      readonly name: string;
      readonly signer: string;
      readonly file: string;
    }
  /** an officer's signature is right once its file is decoded */
  | {
      readonly code: 'decode';
      readonly name: string;
      readonly file: string;
      readonly format: SignatureFormat;
    }
  /** take an approval out */
  | { readonly code: 'remove'; readonly name: string }
  /** make an approver a CO in the file */
  | { readonly code: 'make-officer'; readonly name: string; readonly file: string }
  /** of several approvals of an officer keep the one with this signature */
  | { readonly code: 'keep-one'; readonly name: string; readonly file: string }
  /** put an officer's public key into the roster, and ask again */
  | { readonly code: 'add-key'; readonly name: string }
  /** put another public key of an officer into the roster: under this one nothing can be proved */
  | { readonly code: 'replace-key'; readonly name: string }
  /** `count` of these officers sign */
  | {
      readonly code: 'ask-more';
      readonly count: number;
      readonly officers: readonly [string, ...string[]];
    }
  /** the policy wants some of these people's approvals; the account is one of the first of them, where there is any */
  | {
      readonly code: 'ask-seats';
      readonly seats: MissingSeats;
      readonly account: string | undefined;
    }
  /** no rule of the policy is about what is asked for */
  | { readonly code: 'no-rule' }
  /** who asks says M, which the file does not */
  | { readonly code: 'say-required' }
  /** the requester hands the file in, and uses the token; missing where the token tells no user */
  | { readonly code: 'hand-in'; readonly user: string | undefined };

/** What makes a file be read as it is meant, whatever its signatures are. */
export type FileFix = Extract<NextStep, { readonly code: 'fix-file' | 'set-count' }>;

/** A format from which a signature can be decoded with the usual tools. */
export type SignatureFormat = 'base64' | 'hex' | 'der';
