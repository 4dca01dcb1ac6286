import type { Region } from '../../answers/lint/region.ts';
import type { Span } from '../../diagnostic.ts';
import { LineTable } from '../../parser/line-table.ts';
import { fromByteString, showText } from '../../parser/text.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { LinePiece, MarkedLine } from './page-model.ts';

/** A text of so many lines is shown whole. */
const MOST_LINES = 400;
/** Of a longer one, these around each line with a diagnostic. */
const AROUND = 2;
/** More than anybody looks at. */
const MOST_SHOWN = 2000;
/** Of a line, so many bytes are shown; more is no text that a person wrote. */
const MOST_BYTES = 4096;

/**
 * Puts marks at the places of diagnostics. What comes out is safe to show.
 *
 * @param source the text, one character a byte; where it is empty, there are no lines
 * @param spans of the diagnostics, in their order
 * @example
 * markLines('Approver Type = 2\n', [{ start: 17, end: 17, startLine: 1 }]);
 */
export function markLines(
  source: string,
  spans: readonly (Span & Pick<Region, 'startLine'>)[],
): readonly MarkedLine[] {
  if (source === '') return [];
  const table = new LineTable(source);
  // Something may be marked behind the last newline, where no line is.
  const count = spans.reduce((most, { startLine }) => Math.max(most, startLine), table.count);
  const beginning = new Map<number, number[]>();
  spans.forEach(({ startLine }, at) => {
    beginning.set(startLine, [...(beginning.get(startLine) ?? []), at]);
  });
  const wanted = count <= MOST_LINES ? undefined : linesAround([...beginning.keys()]);
  const lines: MarkedLine[] = [];
  for (let number = 1; number <= count; number += 1) {
    if (wanted?.has(number) === false || lines.length >= MOST_SHOWN) continue;
    lines.push({
      number,
      pieces: cutLine(source, cutLong(table.spanOf(number)), spans),
      diagnostics: beginning.get(number) ?? [],
    });
  }
  return lines;
}

function linesAround(lines: readonly number[]): ReadonlySet<number> {
  const wanted = new Set<number>([1]);
  for (const line of lines) {
    for (let near = line - AROUND; near <= line + AROUND; near += 1) wanted.add(near);
  }
  return wanted;
}

function cutLong({ start, end }: Span): Span {
  return { start, end: Math.min(end, start + MOST_BYTES) };
}

/** Cuts a line wherever a mark begins or ends. */
function cutLine(source: string, line: Span, spans: readonly Span[]): readonly LinePiece[] {
  const on = spans.flatMap(({ start, end }, at) =>
    start <= line.end && Math.max(end, start) >= line.start && !(end === line.start && start < end)
      ? [{ start: Math.max(start, line.start), end: Math.min(Math.max(start, end), line.end), at }]
      : [],
  );
  const cuts = [...new Set([line.start, line.end, ...on.flatMap(({ start, end }) => [start, end])])]
    .filter((cut) => cut >= line.start && cut <= line.end)
    .sort((a, b) => a - b);
  const pieces: LinePiece[] = [];
  cuts.forEach((cut, index) => {
    const points = on.filter(({ start, end }) => start === cut && end <= start);
    if (points.length > 0) pieces.push({ text: '', marks: points.map(({ at }) => at) });
    const next = cuts[index + 1];
    if (next === undefined) return;
    const marks = on.filter(({ start, end }) => start <= cut && end >= next && start < end);
    const text = escapeUnsafe(showText(fromByteString(source.slice(cut, next))));
    pieces.push({ text, marks: marks.map(({ at }) => at) });
  });
  return pieces;
}
