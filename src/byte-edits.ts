/**
 * Replacements of bytes in a file, of which all else stays as it is. The file is held as one character
 * (U+0000–00FF) a byte.
 */
import type { Span, TextEdit } from './diagnostic.ts';
import { decodeLatin1 } from './latin1.ts';

/** One replacement of bytes. */
export interface ByteEdit {
  readonly span: Span;
  /** One character a byte. */
  readonly text: string;
}

/**
 * Replaces stretches of a file and leaves everything else as it is.
 *
 * @param edits in any order; they do not overlap. Of two at the same place the first comes first.
 */
export function applyEdits(source: string, edits: readonly ByteEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    parts.push(source.slice(at, span.start), text);
    at = span.end;
  }
  parts.push(source.slice(at));
  return parts.join('');
}

/** What has a fix, perhaps. */
interface Fixable {
  readonly fix?: readonly TextEdit[];
}

/**
 * Applies the fixes of diagnostics. Of fixes that touch the same bytes the first is taken, whole or not
 * at all; the others may be found again in what comes out.
 *
 * @returns the new bytes, and how many fixes went into it
 */
export function applyFixes(
  source: string,
  diagnostics: readonly Fixable[],
): { readonly source: string; readonly applied: number } {
  const taken: TextEdit[] = [];
  let applied = 0;
  for (const { fix } of [...diagnostics].sort(byFirstEdit)) {
    if (fix === undefined || fix.length === 0 || touches(taken, fix)) continue;
    for (const edit of fix) taken.push(edit);
    applied++;
  }
  const utf8 = new TextEncoder();
  const edits = taken.map(({ span, text }) => ({ span, text: decodeLatin1(utf8.encode(text)) }));
  return { source: applyEdits(source, edits), applied };
}

function byFirstEdit(a: Fixable, b: Fixable): number {
  return (a.fix?.[0]?.span.start ?? 0) - (b.fix?.[0]?.span.start ?? 0);
}

/** Fixes come in order of their place, so that only what was taken last can be in the way. */
function touches(taken: readonly TextEdit[], fix: readonly TextEdit[]): boolean {
  const last = taken.at(-1);
  return last !== undefined && fix.some(({ span }) => span.start <= last.span.end);
}
