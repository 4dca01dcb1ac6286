/** Failures of evidence/gather: of what no bundle can be made. */
import type { KindsOf } from './kind.ts';

export interface EvidenceFailures {
  /** The record, or the script, holds what must not get out, and nothing of them can be left out. */
  'evidence-secret': {
    readonly path: string;
    readonly secret: 'live-token' | 'private-key' | 'password';
    /** Where in it, as far as that is known: `steps[1].run`, `line 5`. */
    readonly at: string | null;
  };
  /** What was named as users or quorum values of a time is neither. */
  'evidence-snapshot': { readonly path: string; readonly when: 'before' | 'after' };
  /** What was said to be spent is no token. */
  'evidence-spent': { readonly path: string };
  /** There is nothing to make a bundle of. */
  'evidence-nothing': { readonly path: string };
  /** There is more than a bundle can hold. */
  'evidence-too-much': {
    readonly path: string;
    readonly most: number;
    readonly of: 'bytes' | 'files';
  };
}

export const evidenceFailureKinds = (): KindsOf<EvidenceFailures> => ({
  'evidence-secret': 'file',
  'evidence-snapshot': 'file',
  'evidence-spent': 'file',
  'evidence-nothing': 'file',
  'evidence-too-much': 'file',
});
