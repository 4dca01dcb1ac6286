import type { BundleProblem } from '../../../../evidence/bundle/bundle-problem.ts';
import type { Findings, UncheckedClaim } from '../../../../evidence/findings.ts';
import type { Manifest } from '../../../../evidence/manifest.ts';
import { escapeUnsafe } from '../../../../printable.ts';

/** What is answered of a bundle. */
export interface BundleVerdict {
  readonly file: string;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  readonly findings: Findings;
  readonly valid: boolean;
  readonly problems: readonly BundleProblem[];
  readonly unchecked: readonly (UncheckedClaim | RosterClaim)[];
  readonly vouchers: readonly {
    readonly fingerprint: string;
    readonly names: readonly string[];
    /** By the rosters; null where there is none. */
    readonly trusted: readonly string[] | null;
  }[];
}

/** What a roster would tell, or does not. */
export type RosterClaim =
  /** there is no roster: the keys came with the bundle */
  | { readonly code: 'keys-of-bundle' }
  /** the roster does not have the officer */
  | { readonly code: 'not-in-roster'; readonly name: string };

export function isRosterClaim(claim: UncheckedClaim | RosterClaim): claim is RosterClaim {
  return claim.code === 'keys-of-bundle' || claim.code === 'not-in-roster';
}

export function describeRosterClaim(claim: RosterClaim): string {
  return claim.code === 'keys-of-bundle'
    ? 'whose the keys are: they came with the bundle, and --roster names none that are trusted'
    : `whose the key of ${escapeUnsafe(claim.name)} is: the roster does not have that name`;
}
