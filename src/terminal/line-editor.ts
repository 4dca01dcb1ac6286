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
  readonly #columns: () => number;
  #cells: Cell[] = [];
  #cursor = 0;
  /** Columns of the screen that the cells before the cursor take, and that all of them take. */
  #before = 0;
  #width = 0;
  /** Whether the last character written filled a row, so that the cursor has not wrapped yet. */
  #wrapsNext = false;

  /**
   * @param prompt stands before the line already
   * @param columns of the screen now; Infinity where they are not known
   */
  constructor(prompt: string, columns: () => number) {
    this.#prompt = prompt;
    this.#columns = columns;
    this.#wrapsNext = this.#fillsRow(prompt.length);
  }

  get text(): string {
    return this.#cells.map(({ character }) => character).join('');
  }

  /** The line up to the cursor. */
  get before(): string {
    return this.#cells
      .slice(0, this.#cursor)
      .map(({ character }) => character)
      .join('');
  }

  get length(): number {
    return this.#cells.length;
  }

  /**
   * Puts characters in.
   *
   * @param most as many are put in at most
   * @returns what to write
   */
  insert(text: string, most: number): string {
    const cells = Array.from(text, cellOf).slice(0, most);
    const place = this.#cursor;
    const width = widthOf(cells);
    this.#cursor += cells.length;
    this.#before += width;
    this.#width += width;
    if (place < this.#cells.length) {
      this.#cells = [...this.#cells.slice(0, place), ...cells, ...this.#cells.slice(place)];
      return this.#drawFrom(place);
    }
    for (const cell of cells) this.#cells.push(cell);
    if (width > 0) this.#wrapsNext = this.#fillsRow(this.#offset());
    return cells.map(({ shown }) => shown).join('');
  }

  /** Takes out what stands between two places. @returns what to write */
  remove(start: number, end: number): string {
    if (start >= end) return '';
    // What stands on another character goes only when that is drawn again.
    let drawn = start;
    while (drawn > 0 && this.#cells[drawn]?.width === 0) drawn--;
    const moved = this.moveTo(drawn);
    this.#width -= widthOf(this.#cells.splice(start, end - start));
    this.#before += widthOf(this.#cells.slice(drawn, start));
    this.#cursor = start;
    return moved + this.#drawFrom(drawn);
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
    const from = this.#offset();
    const passed = this.#cells.slice(Math.min(to, this.#cursor), Math.max(to, this.#cursor));
    this.#before += to < this.#cursor ? -widthOf(passed) : widthOf(passed);
    this.#cursor = to;
    return this.#goTo(this.#offset(), from);
  }

  moveBy(characters: number): string {
    return this.moveTo(this.#cursor + characters);
  }

  /**
   * Puts text in the place of what ends at the cursor.
   *
   * @param characters how many are replaced
   * @param most as many may the line have
   * @returns what to write
   */
  replaceBefore(characters: number, text: string, most: number): string {
    const removed = this.remove(this.#cursor - characters, this.#cursor);
    return removed + this.insert(text, most - this.length);
  }

  /** Shows rows of text below the line, and prompt and line below those. @returns what to write */
  showBelow(rows: readonly string[]): string {
    const [cursor, before] = [this.#cursor, this.#before];
    const moved = this.moveTo(this.length);
    [this.#cursor, this.#before] = [cursor, before];
    this.#wrapsNext = this.#fillsRow(this.#prompt.length);
    return [moved, ...rows, this.#prompt].join('\r\n') + this.#drawFrom(0);
  }

  /** Puts another line in this one's place. @returns what to write */
  replace(text: string): string {
    const moved = this.moveTo(0);
    this.#cells = Array.from(text, cellOf);
    this.#cursor = this.length;
    this.#width = widthOf(this.#cells);
    this.#before = this.#width;
    return moved + this.#drawFrom(0);
  }

  /** Clears the screen and shows prompt and line at its top. @returns what to write */
  redraw(): string {
    this.#wrapsNext = this.#fillsRow(this.#prompt.length);
    return `\x1b[H\x1b[2J${this.#prompt}${this.#drawFrom(0)}`;
  }

  /** Columns from the prompt's beginning to the cursor. */
  #offset(): number {
    return this.#prompt.length + this.#before;
  }

  /** Whether what takes so many columns ends with a row. */
  #fillsRow(columns: number): boolean {
    return columns > 0 && columns % this.#columns() === 0;
  }

  /** Moves the terminal's cursor. Offsets are columns from the prompt's beginning. */
  #goTo(offset: number, from: number): string {
    const columns = this.#columns();
    const rowOf = (each: number) => Math.floor(each / columns);
    const up = rowOf(from) - (this.#wrapsNext ? 1 : 0) - rowOf(offset);
    const right = Number.isFinite(columns) ? offset % columns : offset;
    this.#wrapsNext = false;
    // Down by newlines: the row below may not be there yet.
    const vertical = up > 0 ? `\x1b[${up}A` : '\n'.repeat(-up);
    return `${vertical}\r${right > 0 ? `\x1b[${right}C` : ''}`;
  }

  /** Draws the line from the place where the terminal's cursor is, and brings that back to its own. */
  #drawFrom(place: number): string {
    const line = this.#cells.slice(place);
    const end = this.#prompt.length + this.#width;
    const first = this.#wrapsNext ? '\r\n' : '';
    const last = widthOf(line) > 0 && this.#fillsRow(end) ? '\r\n' : '';
    const drawn = `${first}${line.map(({ shown }) => shown).join('')}${last}\x1b[J`;
    this.#wrapsNext = false;
    const cursor = this.#offset();
    return cursor === end ? drawn : drawn + this.#goTo(cursor, end);
  }
}
