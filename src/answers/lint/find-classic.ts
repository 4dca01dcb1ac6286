import { decodeLatin1 } from '../../latin1.ts';
import type { Diagnostic } from '../../parser/diagnostic.ts';
import { lint, lintAndFix } from '../../parser/lint.ts';
import type { Judged, JudgeOptions } from './judged.ts';
import type { FileReport } from './report.ts';

/** What is wrong in a classic approval file, not in words yet. */
export interface FoundClassic
  extends Pick<FileReport, 'file' | 'source' | 'length'>,
    Pick<Judged, 'fixed' | 'applied'> {
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at a classic approval file, or at what stands in the place of one. */
export function findClassic({ file, bytes, fix, files }: JudgeOptions): FoundClassic {
  const {
    bytes: fixed,
    applied,
    diagnostics,
  } = fix
    ? lintAndFix(bytes, { files })
    : { bytes, applied: 0, diagnostics: lint(bytes, { files }) };
  const isOther = diagnostics.some(({ code }) => code === 'not-an-approval-file');
  const source = isOther ? '' : decodeLatin1(fixed);
  return { file, source, length: fixed.length, diagnostics, fixed, applied };
}
