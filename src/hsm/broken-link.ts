import type { AuditHead } from './audit-record.ts';

/** Where a chain of records breaks. */
export interface BrokenLink {
  /** The record's place, counted from 1; of the last one, where the end is wrong. */
  readonly record: number;
  readonly problem: LinkProblem;
}

/** How a chain of records breaks. */
export type LinkProblem =
  | { readonly code: 'sequence'; readonly found: number; readonly expected: number }
  /** the record does not follow from the one before it */
  | { readonly code: 'previous' }
  /** the record's content is not what its hash says */
  | { readonly code: 'content' }
  /** the log ends, and the HSM wrote more, or another last one */
  | { readonly code: 'end'; readonly head: AuditHead };
