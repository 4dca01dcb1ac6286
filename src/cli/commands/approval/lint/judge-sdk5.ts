import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { judgeAndFixSdk5, judgeSdk5 } from '../../../../token/lint/lint-sdk5.ts';
import { describeSdk5Diagnostic } from '../../../../words/sdk5-diagnostics/index.ts';
import type { Context } from '../../../context.ts';
import { createReport } from './formats/report.ts';
import type { Judged, JudgeOptions } from './judged.ts';

/** Judges a file of the newer command line, which names no files. */
export function judgeTokenFile({ file, bytes, fix, most }: JudgeOptions, context: Context): Judged {
  const now = Math.floor(context.now() / 1000);
  const {
    bytes: fixed,
    applied,
    diagnostics,
  } = fix
    ? judgeAndFixSdk5(bytes, nodeCrypto, now)
    : { ...judgeSdk5(bytes, nodeCrypto, now), bytes, applied: 0 };
  const source = Buffer.from(fixed).toString('latin1');
  const found = { file, source, length: fixed.length, diagnostics };
  return {
    report: createReport(found, describeSdk5Diagnostic, most),
    fixed,
    isChanged: applied > 0,
  };
}
