import type { Span } from '../diagnostic.ts';
import type { ByteString } from './text.ts';

/** A place in a file, as people and editors count: from 1; columns are bytes. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the lines of a source begin, to turn offsets into lines and columns. A line ends with `\n`; a
 * `\r` by itself ends none.
 */
export class LineTable {
  private readonly source: ByteString;
  private readonly starts: readonly number[];

  /** @internal */
  constructor(source: ByteString) {
    this.source = source;
    const starts = [0];
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    this.starts = starts;
  }

  /** How many lines there are; an empty one after a last `\n` does not count. */
  get count(): number {
    const last = this.starts.at(-1) ?? 0;
    return last === this.source.length && last > 0 ? this.starts.length - 1 : this.starts.length;
  }

  /** The line and column of an offset; one behind the file's end counts as its end. */
  placeOf(offset: number): LineColumn {
    const line = this.lineOf(offset);
    return { line, column: Math.min(offset, this.source.length) - this.startOf(line) + 1 };
  }

  /** The line's bytes without its end. @param line from 1 */
  spanOf(line: number): Span {
    const start = this.startOf(line);
    const next = this.starts[line];
    if (next === undefined) return { start, end: this.source.length };
    return {
      start,
      end: this.source[next - 2] === '\r' && next - 2 >= start ? next - 2 : next - 1,
    };
  }

  /** The number, from 1, of the line that an offset is on. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  private startOf(line: number): number {
    return this.starts[line - 1] ?? this.source.length;
  }
}
