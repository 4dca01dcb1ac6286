/** Failures of ceremony/: approvals that cannot stand in one file. */
import type { KindsOf } from './kind.ts';
import type { PolicyDiagnostic } from './policy-diagnostic.ts';

/** Names and paths are as they are shown. */
export interface CeremonyFailures {
  /** There is nothing to combine. */
  'combine-nothing': object;
  /** Two inputs are over different tokens. */
  'combine-tokens-differ': {
    readonly source: string | undefined;
    readonly token: TokenInBrief;
    readonly otherSource: string | undefined;
    readonly otherToken: TokenInBrief;
  };
  /** An approver's name is none that an HSM knows. */
  'combine-no-user-name': { readonly source: string | undefined; readonly name: string };
  /** A signature has not 256 bytes. */
  'combine-signature-size': {
    readonly name: string;
    readonly file: string;
    readonly bytes: number;
  };
  /** One approver has two signatures; one of them at least is wrong. */
  'combine-signatures-differ': {
    readonly name: string;
    readonly places: readonly [ApprovalPlace, ApprovalPlace];
  };
  /** One approver has two types. */
  'combine-types-differ': {
    readonly name: string;
    readonly types: readonly [number, number];
    readonly places: readonly [ApprovalPlace, ApprovalPlace];
  };
  /** Two approvers have one signature, which is of one of them at most. */
  'combine-signature-shared': {
    readonly approvers: readonly { readonly name: string; readonly file: string }[];
  };
  'combine-too-many': { readonly approvers: number; readonly most: number };
  /**
   * Something is wrong in a policy, so that nothing is judged by it; the first that is. `path` is null for standard
   * input; line and column count from 1, in bytes.
   */
  'policy-malformed': {
    readonly path: string | null;
    readonly line: number;
    readonly column: number;
    readonly diagnostic: PolicyDiagnostic;
    /** How much more is wrong. */
    readonly others: number;
  };
  /** What an envelope is around is of another type than a policy. */
  'policy-payload-type': { readonly found: string; readonly expected: string };
}

/** Where an approval comes from. */
export interface ApprovalPlace {
  /** The signature's file. */
  readonly file: string;
  /** The approval file that names it; missing where there is none. */
  readonly source: string | undefined;
}

/** What can be told of a token in a line. `digest` is the SHA-256 of its file, hex. */
export type TokenInBrief =
  | {
      readonly kind: 'token';
      readonly id: number;
      readonly user: string;
      readonly service: number;
      readonly digest: string;
    }
  | { readonly kind: 'empty' }
  /** no quorum token */
  | { readonly kind: 'other'; readonly digest: string };

export const ceremonyFailureKinds = (): KindsOf<CeremonyFailures> => ({
  'combine-nothing': 'usage',
  'combine-tokens-differ': 'file',
  'combine-no-user-name': 'file',
  'combine-signature-size': 'file',
  'combine-signatures-differ': 'file',
  'combine-types-differ': 'file',
  'combine-signature-shared': 'file',
  'combine-too-many': 'file',
  'policy-malformed': 'file',
  'policy-payload-type': 'file',
});
