import { lint, lintAndFix } from '../../../../parser/lint.ts';
import { describeDiagnostic } from '../../../../words/diagnostics/index.ts';
import type { Context } from '../../../context.ts';
import { createLintFiles } from '../../../files/file-access.ts';
import { createReport } from './formats/report.ts';
import type { Judged, JudgeOptions } from './judged.ts';

/** Judges a classic approval file, or what stands in the place of one. */
export function judgeClassic(
  { file, bytes, fix, opensFiles, most }: JudgeOptions,
  { cwd }: Context,
): Judged {
  const options = opensFiles ? { files: createLintFiles(file, cwd) } : {};
  const {
    bytes: fixed,
    applied,
    diagnostics,
  } = fix ? lintAndFix(bytes, options) : { bytes, applied: 0, diagnostics: lint(bytes, options) };
  const isOther = diagnostics.some(({ code }) => code === 'not-an-approval-file');
  const source = isOther ? '' : Buffer.from(fixed).toString('latin1');
  const { length } = fixed;
  const found = { file, source, length, diagnostics };
  return {
    report: createReport(found, describeDiagnostic, most),
    fixed,
    isChanged: applied > 0,
  };
}
