/**
 * What Tab does in a line: it completes as far as that is clear; pressed again, it shows what may follow.
 */
import { escapeUnsafe } from '../printable.ts';
import type { LineEditor } from './line-editor.ts';
import { type Completer, LONGEST_LINE } from './line-reader.ts';

/** Candidates that are shown at most. */
const MOST_SHOWN = 200;
const BETWEEN = 2;

export class TabKey {
  readonly #editor: LineEditor;
  readonly #complete: Completer;
  readonly #columns: () => number;
  /** Whether the key before was Tab too, and could add nothing. */
  #isStuck = false;

  constructor(editor: LineEditor, complete: Completer, columns: () => number) {
    this.#editor = editor;
    this.#complete = complete;
    this.#columns = columns;
  }

  /** Another key was pressed. */
  release(): void {
    this.#isStuck = false;
  }

  /** @returns what to write */
  async press(): Promise<string> {
    const { before } = this.#editor;
    const { from, text, candidates } = await this.#complete(before);
    const typed = before.slice(from);
    if (text !== typed) {
      this.#isStuck = false;
      // What is only added needs no drawing.
      if (text.startsWith(typed)) return this.#put(0, text.slice(typed.length));
      return this.#put(Array.from(typed).length, text);
    }
    if (candidates.length < 2) return '';
    if (this.#isStuck) return this.#editor.showBelow(listInColumns(candidates, this.#columns()));
    this.#isStuck = true;
    return '';
  }

  #put(replaced: number, text: string): string {
    return this.#editor.replaceBefore(replaced, text, LONGEST_LINE + 1);
  }
}

/** Down the columns, as `ls` has it. */
function listInColumns(candidates: readonly string[], width: number): readonly string[] {
  const shown = candidates.slice(0, MOST_SHOWN).map(escapeUnsafe);
  const rest = candidates.length - shown.length;
  const column = Math.max(...shown.map((each) => each.length)) + BETWEEN;
  const columns = Math.max(1, Math.floor(Math.min(width, 1_000) / column));
  const rows = Math.ceil(shown.length / columns);
  const lines = Array.from({ length: rows }, (_, row) =>
    shown
      .filter((_each, place) => place % rows === row)
      .map((each) => each.padEnd(column))
      .join('')
      .trimEnd(),
  );
  return [...lines, ...(rest > 0 ? [`(${rest} more)`] : [])];
}
