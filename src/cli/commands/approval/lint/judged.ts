import type { ApprovalBytes } from '../approval-input.ts';
import type { FileReport, MostTold } from './formats/report.ts';

/** An approval file that was judged, and mended where that was asked for. */
export interface Judged {
  readonly report: FileReport;
  /** The file as it is now. */
  readonly fixed: Uint8Array;
  readonly isChanged: boolean;
}

/** What is done with a file. */
export interface JudgeOptions extends Pick<ApprovalBytes, 'file' | 'bytes'> {
  readonly fix: boolean;
  /** Whether it is looked at the files that are named. */
  readonly opensFiles: boolean;
  /** How many diagnostics of a kind are told. */
  readonly most: MostTold;
}
