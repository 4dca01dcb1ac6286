import type { Diagnostic } from '../../../../../parser/diagnostic.ts';

/** What lint has found in one file. */
export interface FileReport {
  /** The path, as it was given. */
  readonly file: string;
  /** The file's bytes, one character (U+0000–00FF) a byte. */
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** How many diagnostics of a severity there are. */
export function countOf(reports: readonly FileReport[], severity: Diagnostic['severity']): number {
  return reports.reduce(
    (sum, { diagnostics }) => sum + diagnostics.filter((one) => one.severity === severity).length,
    0,
  );
}
