import { LineTable } from '../../../../../parser/line-table.ts';
import type { Context, OutputStream } from '../../../../context.ts';
import { showDiagnostic } from '../../../../output/show-diagnostic.ts';
import type { FileReport } from './report.ts';

/** For people: each finding with its line and a caret; nothing where there is nothing to say. */
export async function showAsText(
  reports: readonly FileReport[],
  stream: OutputStream,
  context: Context,
): Promise<void> {
  for (const { file, source, diagnostics } of reports) {
    const lines = new LineTable(source);
    for (const diagnostic of diagnostics) {
      await showDiagnostic(file, source, diagnostic, stream, context, (offset) =>
        lines.placeOf(offset),
      );
    }
  }
}
