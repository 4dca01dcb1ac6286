import { createRegionFinder } from '../../../../../answers/lint/region.ts';
import { describeOmitted, type FileReport } from '../../../../../answers/lint/report.ts';
import type { Severity } from '../../../../../diagnostic.ts';
import type { WorkflowCommand } from '../../../../printer.ts';

const COMMANDS: Readonly<Record<Severity, WorkflowCommand['name']>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** Workflow commands, by which GitHub shows findings beside the lines of a pull request. */
export function listWorkflowCommands(reports: readonly FileReport[]): readonly WorkflowCommand[] {
  return reports.flatMap(commandsOf);
}

function commandsOf({
  file,
  source,
  diagnostics,
  omitted,
}: FileReport): readonly WorkflowCommand[] {
  const regionOf = createRegionFinder(source);
  const commands = diagnostics.map((diagnostic): WorkflowCommand => {
    const { code, severity, span, message, hint } = diagnostic;
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
  const counted = omitted.map((kind): WorkflowCommand => {
    const properties = { file, title: kind.code };
    return { name: COMMANDS[kind.severity], properties, message: [describeOmitted(kind)] };
  });
  return [...commands, ...counted];
}
