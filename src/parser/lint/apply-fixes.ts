import type { TextEdit } from '../../diagnostic.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type ByteString, toByteString } from '../text.ts';
import { applyEdits } from '../text-edits.ts';

/**
 * Applies the fixes of diagnostics. Of fixes that touch the same bytes the first is taken, whole or not
 * at all; the others may be found again in what comes out.
 *
 * @returns the new bytes, and how many fixes went into it
 */
export function applyFixes(
  source: ByteString,
  diagnostics: readonly Diagnostic[],
): { readonly source: ByteString; readonly applied: number } {
  const taken: TextEdit[] = [];
  let applied = 0;
  for (const { fix } of [...diagnostics].sort(byFirstEdit)) {
    if (fix === undefined || fix.length === 0 || touches(taken, fix)) continue;
    for (const edit of fix) taken.push(edit);
    applied++;
  }
  const edits = taken.map(({ span, text }) => ({ span, text: toByteString(text) }));
  return { source: applyEdits(source, edits), applied };
}

function byFirstEdit(a: Diagnostic, b: Diagnostic): number {
  return (a.fix?.[0]?.span.start ?? 0) - (b.fix?.[0]?.span.start ?? 0);
}

/** Fixes come in order of their place, so that only what was taken last can be in the way. */
function touches(taken: readonly TextEdit[], fix: readonly TextEdit[]): boolean {
  const last = taken.at(-1);
  return last !== undefined && fix.some(({ span }) => span.start <= last.span.end);
}
