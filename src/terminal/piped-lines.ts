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
  readonly #input: ConsoleInput;
  readonly #output: ConsoleOutput;
  readonly #decoder = new TextDecoder();
  #pieces: AsyncIterator<Uint8Array | string> | undefined;
  #waiting = '';
  #ended = false;

  constructor(input: ConsoleInput, output: ConsoleOutput) {
    this.#input = input;
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

  async close(): Promise<void> {
    this.#ended = true;
    await this.#pieces?.return?.();
  }

  async #nextLine(): Promise<string | undefined> {
    for (;;) {
      const end = this.#waiting.indexOf('\n');
      if (end !== -1) {
        const line = this.#waiting.slice(0, Math.min(end, LONGEST_LINE));
        this.#waiting = this.#waiting.slice(end + 1);
        return withoutCarriageReturn(line);
      }
      if (this.#ended) return this.#lastLine();
      this.#waiting = this.#waiting.slice(0, LONGEST_LINE);
      await this.#readPiece();
    }
  }

  /** A line that has no newline counts where it has anything in it. */
  #lastLine(): string | undefined {
    const line = this.#waiting;
    this.#waiting = '';
    return line === '' ? undefined : withoutCarriageReturn(line);
  }

  async #readPiece(): Promise<void> {
    this.#pieces ??= this.#input[Symbol.asyncIterator]();
    const { done, value } = await this.#pieces.next();
    if (done === true) {
      this.#ended = true;
      this.#waiting += this.#decoder.decode();
    } else {
      this.#waiting +=
        typeof value === 'string' ? value : this.#decoder.decode(value, { stream: true });
    }
  }
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
