/**
 * A line while it is typed: text, cursor, and what to write so that a terminal shows them. Typing at
 * the end writes the character alone, with no control sequence, since scripts compare those bytes; and
 * no editing writes the prompt again, since scripts wait for it.
 */
import { escapeUnsafe } from '../printable.ts';

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;

/** One character, as it is shown and how many columns that takes. */
interface Cell {
  readonly character: string;
  readonly shown: string;
  readonly width: number;
}

function cellOf(character: string): Cell {
  const shown = escapeUnsafe(character);
  if (shown !== character) return { character, shown, width: shown.length };
  if (/^\p{M}$/u.test(character)) return { character, shown, width: 0 };
  return { character, shown, width: WIDE.test(character) ? 2 : 1 };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

export class LineEditor {
  readonly #prompt: string;
  readonly #columns: number;
  #cells: Cell[] = [];
  #cursor = 0;
  /** Whether the last character written filled a row, so that the cursor has not wrapped yet. */
  #wrapsNext = false;

  /**
   * @param prompt stands before the line already
   * @param columns of the screen; Infinity where they are not known
   */
  constructor(prompt: string, columns: number) {
    this.#prompt = prompt;
    this.#columns = columns;
  }

  get text(): string {
    return this.#cells.map(({ character }) => character).join('');
  }

  get length(): number {
    return this.#cells.length;
  }

  /** Puts one character in. @returns what to write */
  insert(character: string): string {
    const cell = cellOf(character);
    const before = this.#position();
    this.#cells.splice(this.#cursor, 0, cell);
    this.#cursor++;
    if (this.#cursor < this.#cells.length) return this.#redrawFrom(before);
    this.#wrapsNext = this.#offset() % this.#columns === 0;
    return cell.shown;
  }

  /** Takes out what stands between two places. @returns what to write */
  remove(start: number, end: number): string {
    if (start >= end) return '';
    const before = this.#position();
    const from = Math.max(0, start);
    this.#cells.splice(from, Math.max(0, end - from));
    this.#cursor = Math.min(from, this.#cells.length);
    return this.#redrawFrom(before);
  }

  removeBefore(): string {
    return this.#cursor === 0 ? '' : this.remove(this.#cursor - 1, this.#cursor);
  }

  removeAfter(): string {
    return this.#cursor === this.length ? '' : this.remove(this.#cursor, this.#cursor + 1);
  }

  removeLine(): string {
    return this.remove(0, this.length);
  }

  removeRest(): string {
    return this.remove(this.#cursor, this.length);
  }

  removeWord(): string {
    let start = this.#cursor;
    while (start > 0 && this.#cells[start - 1]?.character === ' ') start--;
    while (start > 0 && this.#cells[start - 1]?.character !== ' ') start--;
    return this.remove(start, this.#cursor);
  }

  /** Puts the cursor before the character of that number. @returns what to write */
  moveTo(place: number): string {
    const to = Math.max(0, Math.min(place, this.length));
    if (to === this.#cursor) return '';
    const before = this.#position();
    this.#cursor = to;
    return this.#redrawFrom(before);
  }

  moveBy(characters: number): string {
    return this.moveTo(this.#cursor + characters);
  }

  /** Puts another line in this one's place. @returns what to write */
  replace(text: string): string {
    const before = this.#position();
    this.#cells = [...text].map(cellOf);
    this.#cursor = this.length;
    return this.#redrawFrom(before);
  }

  /** Clears the screen and shows prompt and line at its top. @returns what to write */
  redraw(): string {
    return `\x1b[H\x1b[2J${this.#prompt}${this.#draw()}`;
  }

  /** Columns from the prompt's beginning to the cursor. */
  #offset(): number {
    return this.#prompt.length + widthOf(this.#cells.slice(0, this.#cursor));
  }

  /** The row, counted from the prompt's, on which the terminal's cursor is. */
  #position(): number {
    const row = this.#rowOf(this.#offset());
    return this.#wrapsNext ? row - 1 : row;
  }

  #rowOf(offset: number): number {
    return Math.floor(offset / this.#columns);
  }

  #redrawFrom(row: number): string {
    return `${row > 0 ? `\x1b[${row}A` : ''}\r${this.#passPrompt()}${this.#draw()}`;
  }

  /** Goes behind the prompt that stands there already. */
  #passPrompt(): string {
    const { length } = this.#prompt;
    return length < this.#columns ? `\x1b[${length}C` : this.#prompt;
  }

  #draw(): string {
    const end = this.#prompt.length + widthOf(this.#cells);
    const cursor = this.#offset();
    this.#wrapsNext = false;
    const line = this.#cells.map(({ shown }) => shown).join('');
    const wrapped = end % this.#columns === 0 ? '\r\n' : '';
    const up = this.#rowOf(end) - this.#rowOf(cursor);
    const right = Number.isFinite(this.#columns) ? cursor % this.#columns : cursor;
    if (cursor === end) return `${line}${wrapped}\x1b[J`;
    return `${line}${wrapped}\x1b[J${up > 0 ? `\x1b[${up}A` : ''}\r${right > 0 ? `\x1b[${right}C` : ''}`;
  }
}
