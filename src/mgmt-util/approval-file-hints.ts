/**
 * What `--hints` tells about an approval file: where it is wrong, or is read otherwise than a person
 * wrote it. The device itself says next to nothing of it.
 */
import { LineTable } from '../parser/line-table.ts';
import { lint } from '../parser/lint.ts';
import { escapeUnsafe } from '../printable.ts';

/**
 * The findings, as lines in the shape of a compiler's.
 *
 * @param path the file's name, for the lines
 */
export function approvalFileHints(approvalFile: Uint8Array, path: string): readonly string[] {
  const places = new LineTable(Buffer.from(approvalFile).toString('latin1'));
  return lint(approvalFile).flatMap(({ code, severity, message, span, hint }) => {
    const { line, column } = places.placeOf(span.start);
    const finding = `${escapeUnsafe(path)}:${line}:${column}: ${severity} ${code}: ${message}`;
    return hint === undefined ? [finding] : [finding, `  hint: ${hint}`];
  });
}
