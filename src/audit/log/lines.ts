/** Characters of a line that are read; an HSM's longest has some hundred. */
const LONGEST_LINE: number = 1 << 14;

/** Takes text apart at its newlines; holds no more than one line, and of a long one no more than its beginning. */
export class LineSplitter {
  readonly #onLine: (line: string, isCut: boolean) => void;
  #held = '';

  /** @param onLine gets each line without its end; `isCut` where it was longer than {@link LONGEST_LINE} */
  constructor(onLine: (line: string, isCut: boolean) => void) {
    this.#onLine = onLine;
  }

  push(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#hold(text, start, end);
      this.#tell();
      start = end + 1;
    }
    this.#hold(text, start, text.length);
  }

  /** @returns whether something stood behind the last newline, which was told now */
  end(): boolean {
    const isUnfinished = this.#held !== '';
    if (isUnfinished) this.#tell();
    return isUnfinished;
  }

  /** Two more than are read, so that a long line is known, with a CR too. */
  #hold(text: string, start: number, end: number): void {
    const capacity = LONGEST_LINE + 2 - this.#held.length;
    const piece = text.slice(start, Math.min(end, start + capacity));
    this.#held = this.#held === '' ? piece : this.#held + piece;
  }

  #tell(): void {
    const held = this.#held;
    this.#held = '';
    const line = held.endsWith('\r') ? held.slice(0, -1) : held;
    const isCut = line.length > LONGEST_LINE;
    this.#onLine(isCut ? line.slice(0, LONGEST_LINE) : line, isCut);
  }
}
