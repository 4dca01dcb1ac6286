import type {
  ScriptDiagnostic,
  ScriptDiagnosticValues,
} from '../../failure-codes/script-diagnostic.ts';
import { findScriptPasswords } from '../passwords/in-script.ts';
import { Report } from '../toml/report.ts';
import type { CeremonyScript } from './script.ts';
import { severityOfScript } from './severities.ts';

/**
 * Finds what is odd in a script that was read, and passwords in it, which are errors: by such a script no ceremony is held.
 *
 * @param bytes the file that it was read from
 * @returns in the order of the file
 * @example
 * lintScript(script, bytes); // []
 */
export function lintScript(
  { participants, steps }: CeremonyScript,
  bytes: Uint8Array,
): readonly ScriptDiagnostic[] {
  const report = new Report<ScriptDiagnosticValues>(severityOfScript);
  for (const { id, span } of participants) {
    if (!steps.some(({ who }) => who.includes(id))) report.add('idle-participant', { id }, span);
  }
  for (const { path, span, isRehearsal } of findScriptPasswords(bytes)) {
    report.add(isRehearsal ? 'password-in-rehearsal' : 'password-in-script', { path }, span);
  }
  return report.diagnostics;
}
