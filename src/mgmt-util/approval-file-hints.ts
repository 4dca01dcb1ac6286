/**
 * What `--hints` tells about an approval file: where it is wrong, or is read otherwise than a person
 * wrote it. The device itself says next to nothing of it.
 */
import { decodeLatin1 } from '../latin1.ts';
import { LineTable } from '../parser/line-table.ts';
import { lint } from '../parser/lint.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeDiagnostic } from '../words/diagnostics/index.ts';

/**
 * The findings, as lines in the shape of a compiler's.
 *
 * @param path the file's name, for the lines
 */
export function approvalFileHints(approvalFile: Uint8Array, path: string): readonly string[] {
  const places = new LineTable(decodeLatin1(approvalFile));
  return lint(approvalFile).flatMap((diagnostic) => {
    const { code, severity, span } = diagnostic;
    const { message, hint } = describeDiagnostic(diagnostic);
    const { line, column } = places.placeOf(span.start);
    return [
      `${escapeUnsafe(path)}:${line}:${column}: ${severity} ${code}: ${escapeUnsafe(message)}`,
      `  hint: ${escapeUnsafe(hint)}`,
    ];
  });
}
