import { InputPieces } from './input-pieces.ts';
import {
  type ConsoleInput,
  type ConsoleOutput,
  type LinePurpose,
  type LineReader,
  type LineReading,
  LONGEST_LINE,
} from './line-reader.ts';

/**
 * Lines from a pipe or a file. Nothing is echoed, so that what was typed and its newline are missing
 * from the output; but a secret is followed by a newline, as its reader cannot have typed a visible
 * one.
 */
export class PipedLines implements LineReader {
  readonly #pieces: InputPieces;
  readonly #output: ConsoleOutput;
  #waiting = '';

  constructor(input: ConsoleInput, output: ConsoleOutput) {
    this.#pieces = new InputPieces(input);
    this.#output = output;
  }

  async read(prompt: string, purpose: LinePurpose): Promise<LineReading> {
    this.#output.write(prompt);
    const text = await this.#nextLine();
    if (purpose === 'secret') this.#output.write('\n');
    return text === undefined ? { kind: 'end' } : { kind: 'line', text };
  }

  remember(): void {
    // There is no way back to an earlier line over a pipe.
  }

  watch(): () => void {
    // Ctrl-C is a signal here, and no byte of the input.
    return () => undefined;
  }

  end(): void {
    this.#waiting = '';
    this.#pieces.end();
  }

  close(): Promise<void> {
    return this.#pieces.close();
  }

  async #nextLine(): Promise<string | undefined> {
    for (;;) {
      const end = this.#waiting.indexOf('\n');
      if (end !== -1) {
        const line = this.#waiting.slice(0, Math.min(end, LONGEST_LINE));
        this.#waiting = this.#waiting.slice(end + 1);
        return withoutCarriageReturn(line);
      }
      if (this.#pieces.ended) return this.#lastLine();
      this.#waiting = this.#waiting.slice(0, LONGEST_LINE);
      this.#waiting += (await this.#pieces.next()) ?? '';
    }
  }

  /** A line that has no newline counts where it has anything in it. */
  #lastLine(): string | undefined {
    const line = this.#waiting;
    this.#waiting = '';
    return line === '' ? undefined : withoutCarriageReturn(line);
  }
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
