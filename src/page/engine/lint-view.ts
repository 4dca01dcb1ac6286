import { encodeReports } from '../../answers/lint/encode-reports.ts';
import { judgeClassic } from '../../answers/lint/judge-classic.ts';
import { judgeTokenFile } from '../../answers/lint/judge-sdk5.ts';
import type { Judged } from '../../answers/lint/judged.ts';
import { type FileReport, MOST_TOLD } from '../../answers/lint/report.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { LintFiles } from '../../parser/lint.ts';
import { markLines } from './mark-lines.ts';
import type { LintView } from './page-model.ts';
import { nameOf } from './paths.ts';

/** A file that is judged. */
interface FileToLint {
  /** As it is named. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** @param files how it gets at the files that are named; missing where none of them was dropped */
export function lintClassic({ file, bytes }: FileToLint, files: LintFiles | undefined): LintView {
  return viewWithFix(file, (fix) =>
    judgeClassic({ file, bytes, fix, files, most: MOST_TOLD.json }),
  );
}

/** @param now milliseconds since 1970 */
export function lintSdk5(
  { file, bytes }: FileToLint,
  crypto: CryptoProvider,
  now: number,
): LintView {
  const seconds = Math.floor(now / 1000);
  return viewWithFix(file, (fix) =>
    judgeTokenFile({ file, bytes, fix, most: MOST_TOLD.json }, crypto, seconds),
  );
}

function viewWithFix(file: string, judge: (fix: boolean) => Judged): LintView {
  const { report } = judge(false);
  const view = viewOf(report);
  if (!report.isFixable) return view;
  const { fixed, applied } = judge(true);
  if (applied === 0) return view;
  return { ...view, fixed: { name: nameOf(file), bytes: fixed, applied } };
}

/** A report as the command line has it, and the text that it is about. */
export function viewOf(report: FileReport): LintView {
  const answer = encodeReports([report]);
  const spans = (answer.files[0]?.diagnostics ?? []).map(
    ({ startOffset: start, endOffset: end, startLine }) => ({ start, end, startLine }),
  );
  return { answer, lines: markLines(report.source, spans) };
}
