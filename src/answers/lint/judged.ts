import type { LintFiles } from '../../parser/lint.ts';
import type { FileReport, MostTold } from './report.ts';

/** An approval file that was judged, and mended where that was asked for. */
export interface Judged {
  readonly report: FileReport;
  /** The file as it is now. */
  readonly fixed: Uint8Array;
  /** How many fixes went into it. */
  readonly applied: number;
}

/** What is done with a file. */
export interface JudgeOptions {
  /** The path as it was given. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly fix: boolean;
  /** How it gets at the files that are named; missing where they are not looked at. */
  readonly files?: LintFiles | undefined;
  /** How many diagnostics of a kind are told. */
  readonly most: MostTold;
}
