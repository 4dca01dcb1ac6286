/** Lines that are kept at most, and characters in all of them; the oldest go first. */
const MOST_LINES = 1_000;
const MOST_CHARACTERS = 1 << 20;

/** Earlier lines of a terminal, in memory only. */
export class History {
  readonly #lines: string[] = [];
  #characters = 0;

  remember(line: string): void {
    if (line === '' || line === this.#lines.at(-1)) return;
    this.#lines.push(line);
    this.#characters += line.length;
    while (this.#lines.length > MOST_LINES || this.#characters > MOST_CHARACTERS) {
      this.#characters -= this.#lines.shift()?.length ?? 0;
    }
  }

  /** Goes back from the newest. */
  walk(): HistoryWalk {
    return new HistoryWalk(this.#lines);
  }
}

/** Earlier lines, and the one that was begun before going back to them. */
export class HistoryWalk {
  readonly #lines: readonly string[];
  #place: number;
  #begun = '';

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#place = lines.length;
  }

  /**
   * @param current gives the line as it stands
   * @returns the line to show; undefined where there is none that way
   */
  step(by: -1 | 1, current: () => string): string | undefined {
    const next = this.#place + by;
    if (next < 0 || next > this.#lines.length) return undefined;
    if (this.#place === this.#lines.length) this.#begun = current();
    this.#place = next;
    return this.#lines[next] ?? this.#begun;
  }
}
