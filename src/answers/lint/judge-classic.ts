import { decodeLatin1 } from '../../latin1.ts';
import { lint, lintAndFix } from '../../parser/lint.ts';
import { describeDiagnostic } from '../../words/diagnostics/index.ts';
import type { Judged, JudgeOptions } from './judged.ts';
import { createReport } from './report.ts';

/** Judges a classic approval file, or what stands in the place of one. */
export function judgeClassic({ file, bytes, fix, files, most }: JudgeOptions): Judged {
  const {
    bytes: fixed,
    applied,
    diagnostics,
  } = fix
    ? lintAndFix(bytes, { files })
    : { bytes, applied: 0, diagnostics: lint(bytes, { files }) };
  const isOther = diagnostics.some(({ code }) => code === 'not-an-approval-file');
  const source = isOther ? '' : decodeLatin1(fixed);
  const { length } = fixed;
  const found = { file, source, length, diagnostics };
  return { report: createReport(found, describeDiagnostic, most), fixed, applied };
}
