import type { Severity } from '../../../../../diagnostic.ts';
import { describeDiagnostic } from '../../../../../words/diagnostics/index.ts';
import { createRegionFinder } from './place.ts';
import type { FileReport } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Workflow commands, by which GitHub shows findings beside the lines of a pull request. */
export function formatForGithub(reports: readonly FileReport[]): string {
  return reports.map(formatReport).join('');
}

function formatReport({ file, source, diagnostics }: FileReport): string {
  const regionOf = createRegionFinder(source);
  return diagnostics
    .map((diagnostic) => {
      const { code, severity, span } = diagnostic;
      const { message, hint } = describeDiagnostic(diagnostic);
      const region = regionOf(span);
      const properties = [
        `file=${escapeProperty(file)}`,
        `line=${region.startLine}`,
        `col=${region.startColumn}`,
        `endLine=${region.endLine}`,
        `endColumn=${region.endColumn}`,
        `title=${escapeProperty(code)}`,
      ];
      return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeData(`${message}\nhint: ${hint}`)}\n`;
    })
    .join('');
}

// As the runner reads them back: "Workflow commands for GitHub Actions" and actions/toolkit.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
