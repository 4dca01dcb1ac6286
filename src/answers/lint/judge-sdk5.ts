import type { CryptoProvider } from '../../crypto-provider.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { judgeAndFixSdk5, judgeSdk5 } from '../../token/lint/lint-sdk5.ts';
import { describeSdk5Diagnostic } from '../../words/sdk5-diagnostics/index.ts';
import type { Judged, JudgeOptions } from './judged.ts';
import { createReport } from './report.ts';

/**
 * Judges a file of the newer command line, which names no files.
 *
 * @param now seconds since 1970
 */
export function judgeTokenFile(
  { file, bytes, fix, most }: JudgeOptions,
  crypto: CryptoProvider,
  now: number,
): Judged {
  const {
    bytes: fixed,
    applied,
    diagnostics,
  } = fix
    ? judgeAndFixSdk5(bytes, crypto, now)
    : { ...judgeSdk5(bytes, crypto, now), bytes, applied: 0 };
  const found = { file, source: decodeLatin1(fixed), length: fixed.length, diagnostics };
  return { report: createReport(found, describeSdk5Diagnostic, most), fixed, applied };
}
