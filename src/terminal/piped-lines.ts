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
 * one, and so is an entry.
 */
export class PipedLines implements LineReader {
  readonly #pieces: InputPieces;
  readonly #output: ConsoleOutput;
  /** What has arrived behind the line that was read last. */
  #rest = '';
  #isOver = false;

  constructor(input: ConsoleInput, output: ConsoleOutput) {
    this.#pieces = new InputPieces(input);
    this.#output = output;
  }

  async read(prompt: string, purpose: LinePurpose): Promise<LineReading> {
    this.#output.write(prompt);
    const text = await this.#nextLine();
    if (purpose === 'secret' || purpose === 'entry') this.#output.write('\n');
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
    this.#isOver = true;
    this.#pieces.end();
  }

  close(): Promise<void> {
    return this.#pieces.close();
  }

  /** Each character is looked at once, in however many pieces it comes. */
  async #nextLine(): Promise<string | undefined> {
    let line = '';
    while (!this.#isOver) {
      const end = this.#rest.indexOf('\n');
      const part = end === -1 ? this.#rest : this.#rest.slice(0, end);
      line += part.slice(0, LONGEST_LINE + 1 - line.length);
      this.#rest = end === -1 ? '' : this.#rest.slice(end + 1);
      if (end !== -1) return withoutCarriageReturn(line);
      // A line that has no newline counts where it has anything in it.
      if (this.#pieces.ended) return line === '' ? undefined : withoutCarriageReturn(line);
      this.#rest = (await this.#pieces.next()) ?? '';
    }
    return undefined;
  }
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
