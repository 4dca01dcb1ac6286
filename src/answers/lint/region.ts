import type { Span } from '../../diagnostic.ts';
import { LineTable } from '../../parser/line-table.ts';
import { fromByteString, showText } from '../../parser/text.ts';

/**
 * Where a span begins and ends, counted from 1; columns are UTF-16 code units, as editors count. In
 * lines that no person wrote, longer than 4,096 bytes, they are bytes.
 */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  /** Behind the last character. */
  readonly endColumn: number;
}

/** Decoding a long line again for each of many findings on it would take time without end. */
const LONGEST_LINE = 4096;

/** Turns the spans of one source into lines and columns. */
export function createRegionFinder(source: string): (span: Span) => Region {
  const lines = new LineTable(source);
  const placeOf = (offset: number): { line: number; column: number } => {
    const line = lines.lineOf(Math.min(offset, source.length));
    const { start } = lines.spanOf(line);
    const before =
      offset - start > LONGEST_LINE
        ? offset - start
        : showText(fromByteString(source.slice(start, offset))).length;
    return { line, column: before + 1 };
  };
  return (span) => {
    const start = placeOf(span.start);
    const end = placeOf(span.end);
    return {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    };
  };
}
