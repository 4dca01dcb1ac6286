import { describeDiagnostic } from '../../words/diagnostics/index.ts';
import { type FoundClassic, findClassic } from './find-classic.ts';
import type { Judged, JudgeOptions } from './judged.ts';
import { createReport, type FileReport, type MostTold } from './report.ts';

/** Judges a classic approval file, or what stands in the place of one. */
export function judgeClassic(options: JudgeOptions): Judged {
  const found = findClassic(options);
  const { fixed, applied } = found;
  return { report: reportClassic(found, options.most), fixed, applied };
}

/** Puts into words what was found. */
export function reportClassic(found: FoundClassic, most: MostTold): FileReport {
  return createReport(found, describeDiagnostic, most);
}
