import type { Severity } from '../../diagnostic.ts';
import type { Region } from './region.ts';

/** One finding, with its words and its place. */
export interface DiagnosticAnswer extends Region {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  /** In bytes, from 0. */
  readonly startOffset: number;
  readonly endOffset: number;
  readonly fixable: boolean;
}

/** What was found in one file. */
export interface LintedFile {
  readonly file: string;
  readonly diagnostics: readonly DiagnosticAnswer[];
  /** Of what there are more than are told one by one; missing where all are told. */
  readonly omitted?: readonly {
    readonly code: string;
    readonly severity: Severity;
    readonly count: number;
  }[];
}

/** What `mofn approval lint --json` and `mofn policy lint --json` answer. */
export interface LintAnswer {
  readonly schemaVersion: 1;
  readonly errors: number;
  readonly warnings: number;
  readonly files: readonly LintedFile[];
}
