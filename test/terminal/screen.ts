/**
 * A screen as a terminal has one: what is written to it, and what it shows then. It knows what the console
 * writes, and throws at anything else.
 */
export class Screen {
  readonly #columns: number;
  readonly #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  write(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    for (const [token, count, final] of text.matchAll(/\x1b\[(\d*)([A-Z])|[\s\S]/gu)) {
      if (final !== undefined) this.#control(final, Number(count || 1));
      else if (token === '\r') this.#column = 0;
      else if (token === '\n') this.#down();
      else this.#put(token);
    }
  }

  /** Its rows, without blanks at their ends. */
  get text(): readonly string[] {
    return this.#rows.map((row) =>
      Array.from(row, (cell) => cell ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  /** Where the cursor is. In the last column it may be that the next character wraps. */
  get cursor(): readonly [number, number] {
    return [this.#row, this.#column];
  }

  #control(final: string, count: number): void {
    // A character that filled the row leaves the cursor on it.
    this.#column = Math.min(this.#column, this.#columns - 1);
    switch (final) {
      case 'A':
        this.#row -= count;
        if (this.#row < 0) throw new Error('above the screen');
        break;
      case 'C':
        this.#column += count;
        if (this.#column >= this.#columns) throw new Error('beside the screen');
        break;
      case 'J':
        this.#rows.length = this.#row + 1;
        this.#rows[this.#row] = this.#rows[this.#row]?.slice(0, this.#column) ?? [];
        break;
      default:
        throw new Error(`CSI ${count} ${final}`);
    }
  }

  #down(): void {
    this.#row += 1;
    while (this.#rows.length <= this.#row) this.#rows.push([]);
  }

  #put(character: string): void {
    if (character < ' ' || character === '\x1b') throw new Error(JSON.stringify(character));
    if (this.#column === this.#columns) {
      this.#column = 0;
      this.#down();
    }
    const row = this.#rows[this.#row] ?? [];
    row[this.#column] = character;
    this.#column += 1;
  }
}
