import type { Span } from '../diagnostic.ts';
import type { ByteString } from './text.ts';

/** One replacement of bytes. */
export interface ByteEdit {
  readonly span: Span;
  readonly text: ByteString;
}

/**
 * Replaces stretches of a file and leaves everything else as it is.
 *
 * @param edits in any order; they do not overlap. Of two at the same place the first comes first.
 */
export function applyEdits(source: ByteString, edits: readonly ByteEdit[]): ByteString {
  const parts: string[] = [];
  let at = 0;
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    parts.push(source.slice(at, span.start), text);
    at = span.end;
  }
  parts.push(source.slice(at));
  return parts.join('');
}
