import type { Severity } from '../../diagnostic.ts';
import type { ScriptDiagnosticCode } from '../../failure-codes/script-diagnostic.ts';

/** What a script can be used with; all else is an error. */
const MILDER: Readonly<Partial<Record<ScriptDiagnosticCode, Severity>>> = {
  'password-in-rehearsal': 'warning',
  'idle-participant': 'info',
};

/**
 * How bad a finding in a script is.
 *
 * @example
 * severityOfScript('idle-participant'); // 'info'
 */
export function severityOfScript(code: ScriptDiagnosticCode): Severity {
  return MILDER[code] ?? 'error';
}
