import { lintScript } from '../../ceremony/script/lint-script.ts';
import type { ScriptReading } from '../../ceremony/script/read-script.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { describeScriptDiagnostic } from '../../words/script-diagnostics/index.ts';
import { createReport, type FileReport, type MostTold } from '../lint/report.ts';

/** A script that was read, sound or not. */
export interface ScriptToJudge extends ScriptReading {
  /** The path as it was given. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What is wrong with a ceremony's script, in words. */
export function judgeScriptFile(
  { file, script, diagnostics, bytes }: ScriptToJudge,
  most: MostTold,
): FileReport {
  const found = script === undefined ? diagnostics : lintScript(script, bytes);
  const source = hidePrivateKeys(decodeLatin1(bytes));
  return createReport(
    { file, source, length: bytes.length, diagnostics: found },
    describeScriptDiagnostic,
    most,
  );
}

/** Of a file with a private key nothing is shown; lines and columns stay what they are. */
function hidePrivateKeys(source: string): string {
  return source.includes('PRIVATE KEY') ? source.replace(/[^\n]/g, ' ') : source;
}
