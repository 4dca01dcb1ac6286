/** Failures of ceremony/script and ceremony/record: what is no script, and what is no record of a ceremony. */
import type { KindsOf } from './kind.ts';
import type { ScriptDiagnostic } from './script-diagnostic.ts';

export interface CeremonyRecordFailures {
  /**
   * Something is wrong in a script, so that nothing is done by it; the first that is. `path` is null for standard input;
   * line and column count from 1, in bytes.
   */
  'script-malformed': {
    readonly path: string | null;
    readonly line: number;
    readonly column: number;
    readonly diagnostic: ScriptDiagnostic;
    /** How much more is wrong. */
    readonly others: number;
  };
  /**
   * Somebody else holds the ceremony. `lock` is the path of what says so; `by` is null where that does not say who, and
   * not `isHere` where the process is in another container.
   */
  'ceremony-held': {
    readonly lock: string;
    readonly by: { readonly pid: number; readonly isHere: boolean } | null;
  };
  'ceremony-record-size': { readonly bytes: number; readonly most: number };
  /** A line of a record cannot stand there; `line` counts from 1. */
  'ceremony-record-line': { readonly line: number; readonly problem: RecordLineProblem };
}

/** What is the matter with a line of a record. */
export type RecordLineProblem =
  /** it is no JSON, or has not the members of an entry */
  | { readonly code: 'no-entry'; readonly member: string | undefined }
  /** it is an entry, and not byte for byte as one is written */
  | { readonly code: 'other-bytes' }
  /** it does not have the next number */
  | { readonly code: 'number'; readonly found: number; readonly expected: number }
  /** it is not bound to the line before it */
  | { readonly code: 'chain' }
  /** the first line alone says that the record was opened, and it must */
  | { readonly code: 'opening' }
  /** a break was begun before it, and nobody has gone on */
  | { readonly code: 'in-break' }
  /** the record was closed before it */
  | { readonly code: 'after-closing' }
  /** the step is over already, or is begun anew and was not over */
  | { readonly code: 'order'; readonly step: string };

export const ceremonyRecordFailureKinds = (): KindsOf<CeremonyRecordFailures> => ({
  'script-malformed': 'file',
  'ceremony-held': 'file',
  'ceremony-record-size': 'file',
  'ceremony-record-line': 'file',
});
