import type { Severity } from '../../../../../diagnostic.ts';
import { describeDiagnostic } from '../../../../../words/diagnostics/index.ts';
import type { WorkflowCommand } from '../../../../printer.ts';
import { createRegionFinder } from './place.ts';
import type { FileReport } from './report.ts';

const COMMANDS: Readonly<Record<Severity, WorkflowCommand['name']>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Workflow commands, by which GitHub shows findings beside the lines of a pull request. */
export function listWorkflowCommands(reports: readonly FileReport[]): readonly WorkflowCommand[] {
  return reports.flatMap(commandsOf);
}

function commandsOf({ file, source, diagnostics }: FileReport): readonly WorkflowCommand[] {
  const regionOf = createRegionFinder(source);
  return diagnostics.map((diagnostic) => {
    const { code, severity, span } = diagnostic;
    const { message, hint } = describeDiagnostic(diagnostic);
    const { startLine, startColumn, endLine, endColumn } = regionOf(span);
    return {
      name: COMMANDS[severity],
      properties: {
        file,
        line: startLine,
        col: startColumn,
        endLine,
        endColumn,
        title: code,
      },
      message: [message, `hint: ${hint}`],
    };
  });
}
