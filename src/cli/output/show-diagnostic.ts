import type { Severity, Span } from '../../diagnostic.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { DescribedDiagnostic } from '../../words/diagnostics/index.ts';
import { type Line, type Printer, paint } from '../printer.ts';

/** Longest stretch of a line that is shown, in characters; a longer line is cut around its caret. */
const LINE_WINDOW = 100;

/** A diagnostic with its words. */
interface ShownDiagnostic extends DescribedDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
}

/** A place in a text, counted from 1; columns are bytes. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Line and column of an offset. A line ends at `\n`.
 *
 * @param source the text, one character a byte
 */
function placeOf(source: string, offset: number): Place {
  const at = Math.min(offset, source.length);
  let line = 1;
  let start = 0;
  for (let end = source.indexOf('\n'); end !== -1 && end < at; end = source.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: at - start + 1 };
}

/**
 * Prints one diagnostic: `FILE:LINE:COL: error CODE: message`, the line, a caret, and the hint.
 *
 * @param source the text that the diagnostic is about, one character a byte
 * @param placeOfOffset a quicker way to lines and columns, for callers that show many diagnostics
 */
export function showDiagnostic(
  file: string,
  source: string,
  { code, severity, span, message, hint }: ShownDiagnostic,
  printer: Printer,
  placeOfOffset: (offset: number) => Place = (offset) => placeOf(source, offset),
): void {
  const { line, column } = placeOfOffset(span.start);
  const { text, caret } = excerpt(source, span);
  const lines: readonly Line[] = [
    [
      paint('strong', `${file}:${line}:${column}`),
      ': ',
      paint(severity, severity),
      ` ${code}: ${message}`,
    ],
    ...(text === '' ? [] : [`  ${text}`, ['  ', paint('hint', caret)]]),
    ['  ', paint('hint', 'hint'), `: ${hint}`],
  ];
  printer.printLines(lines);
}

/** The line around a diagnostic, made safe to show, and carets under the span. */
function excerpt(source: string, span: Span): { text: string; caret: string } {
  // Only what is shown is looked at: a line may be as long as the file.
  const first = Math.max(0, span.start - LINE_WINDOW / 2);
  const windowStart = first + source.slice(first, span.start).lastIndexOf('\n') + 1;
  const last = Math.min(source.length, windowStart + LINE_WINDOW);
  const newline = source.slice(span.start, last).indexOf('\n');
  const windowEnd = newline === -1 ? last : span.start + newline;
  const isCutBefore = windowStart > 0 && source[windowStart - 1] !== '\n';
  const isCutBehind = windowEnd < source.length && source[windowEnd] !== '\n';
  const show = (from: number, to: number): string => escapeUnsafe(decode(source.slice(from, to)));
  const before = show(windowStart, span.start);
  const marked = show(span.start, Math.max(span.start, Math.min(span.end, windowEnd)));
  const after = show(Math.max(span.start, Math.min(span.end, windowEnd)), windowEnd);
  return {
    text: `${isCutBefore ? '…' : ''}${before}${marked}${after}${isCutBehind ? '…' : ''}`.trimEnd(),
    caret: `${' '.repeat(before.length + (isCutBefore ? 1 : 0))}${'^'.repeat(Math.max(1, marked.length))}`,
  };
}

/** UTF-8 where the bytes are that, else one character a byte. */
function decode(bytes: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(bytes, 'latin1'),
    );
  } catch {
    return bytes;
  }
}
