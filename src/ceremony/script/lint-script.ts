import type {
  ScriptDiagnostic,
  ScriptDiagnosticValues,
} from '../../failure-codes/script-diagnostic.ts';
import { Report } from '../toml/report.ts';
import type { CeremonyScript } from './script.ts';
import { severityOfScript } from './severities.ts';

/** A password as a word of a command; one that comes out of a variable is none. */
const PASSWORD =
  /(?:--(?:new-)?(?:password|pin)[ =]|\bCLOUDHSM_PIN=|-pass(?:in|out)? pass:)(?!["']?\$)["']?[^\s"']/;

/**
 * Whether a command has a password in it, as a word of its own.
 */
function hasPassword(command: string): boolean {
  return PASSWORD.test(command);
}

/**
 * Finds what is odd in a script that was read.
 *
 * @returns in the order of the file
 * @example
 * lintScript(script); // []
 */
export function lintScript({ participants, steps }: CeremonyScript): readonly ScriptDiagnostic[] {
  const report = new Report<ScriptDiagnosticValues>(severityOfScript);
  for (const { id, span } of participants) {
    if (!steps.some(({ who }) => who.includes(id))) report.add('idle-participant', { id }, span);
  }
  for (const [at, { act, span }] of steps.entries()) {
    if (act.kind !== 'run') continue;
    for (const [key, command = ''] of [
      ['run', act.command] as const,
      ['rehearse', act.rehearse] as const,
    ]) {
      if (!hasPassword(command)) continue;
      report.add('password-in-command', { path: `steps[${at}].${key}` }, span);
    }
  }
  return report.diagnostics;
}
