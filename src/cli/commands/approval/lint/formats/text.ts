import { describeOmitted, type FileReport } from '../../../../../answers/lint/report.ts';
import { LineTable } from '../../../../../parser/line-table.ts';
import { showDiagnostic } from '../../../../output/show-diagnostic.ts';
import type { Printer } from '../../../../printer.ts';
import { paint } from '../../../../printer.ts';

/** For people: each finding with its line and a caret; nothing where there is nothing to say. */
export function showAsText(reports: readonly FileReport[], printer: Printer): void {
  for (const { file, source, diagnostics, omitted } of reports) {
    const lines = new LineTable(source);
    for (const diagnostic of diagnostics) {
      showDiagnostic(file, source, diagnostic, printer, (offset) => lines.placeOf(offset));
    }
    for (const kind of omitted) {
      const { severity, code } = kind;
      const more = ` ${code}: ${describeOmitted(kind)}`;
      printer.printLine([paint('strong', file), ': ', paint(severity, severity), more]);
    }
  }
}
