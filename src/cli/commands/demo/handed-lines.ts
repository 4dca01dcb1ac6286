/**
 * Lines for a console that takes them as it wants them: when it wants one that is not there yet, it has done
 * all that it was told.
 */
export class HandedLines {
  readonly #lines: string[] = [];
  #isOver = false;
  #isWanted = false;
  #want: () => void = () => undefined;
  #come: () => void = () => undefined;

  /** The console's input. */
  async *read(): AsyncIterable<string> {
    for (;;) {
      const line = this.#lines.shift();
      if (line !== undefined) {
        yield `${line}\n`;
        continue;
      }
      if (this.#isOver) return;
      const coming = new Promise<void>((resolve) => {
        this.#come = resolve;
      });
      this.#isWanted = true;
      this.#want();
      await coming;
    }
  }

  hand(...lines: readonly string[]): void {
    for (const line of lines) this.#lines.push(line);
    this.#isWanted = false;
    this.#come();
  }

  end(): void {
    this.#isOver = true;
    this.#come();
  }

  /** Resolves once a line is wanted that is not there. */
  wanted(): Promise<void> {
    if (this.#isWanted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#want = resolve;
    });
  }
}
