import type { TextEdit } from '../diagnostic.ts';

/**
 * Replaces stretches of a text and leaves everything else as it is.
 *
 * @param source one character a byte
 * @param edits in any order; they do not overlap. Of two at the same place the first comes first.
 */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    parts.push(source.slice(at, span.start), text);
    at = span.end;
  }
  parts.push(source.slice(at));
  return parts.join('');
}
