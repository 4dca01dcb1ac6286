import type { ConsoleInput, ConsoleOutput } from '../../src/terminal/line-reader.ts';

/** A person at a terminal: what is typed comes when it is typed, not before. */
export class Person<Result> {
  printed = '';
  readonly session: Promise<Result>;
  readonly #typed: string[] = [];
  #wake: (() => void) | undefined;

  /** @param start runs a console that is read and written by this person */
  constructor(start: (input: ConsoleInput, output: ConsoleOutput) => Promise<Result>) {
    this.session = start(this.#keys(), this);
  }

  async *#keys(): AsyncGenerator<string> {
    for (;;) {
      const keys = this.#typed.shift();
      if (keys !== undefined) yield keys;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  write(text: string): void {
    this.printed += text;
  }

  /** @returns what was printed since, when nothing goes on any more */
  async type(keys: string): Promise<string> {
    const before = this.printed.length;
    this.#typed.push(keys);
    this.#wake?.();
    return this.look(before);
  }

  async look(from = 0): Promise<string> {
    for (let quiet = 0, seen = -1; quiet < 5; quiet++) {
      if (seen !== this.printed.length) quiet = 0;
      seen = this.printed.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.printed.slice(from);
  }
}
