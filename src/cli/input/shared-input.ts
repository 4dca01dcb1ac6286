import type { InputStream } from '../context.ts';

/**
 * Standard input, which may hold a pass phrase on its first line and the message after it. What is
 * read for the one is not lost for the other.
 */
export class SharedInput {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #left: Buffer = Buffer.alloc(0);

  constructor(stdin: InputStream) {
    this.#pieces = stdin.pieces()[Symbol.asyncIterator]();
  }

  /**
   * Reads up to the next newline, or `limit` bytes, or what is left.
   *
   * @returns the line without its newline; undefined at end of input
   */
  async readLine(limit: number): Promise<Buffer | undefined> {
    for (;;) {
      const newline = this.#left.indexOf(NEWLINE);
      const end = Math.min(newline === -1 ? Number.POSITIVE_INFINITY : newline + 1, limit);
      if (end <= this.#left.length) return withoutNewline(this.#take(end));
      const piece = await this.#pieces.next();
      if (piece.done === true) return withoutNewline(this.#take(this.#left.length));
      this.#left = Buffer.concat([this.#left, piece.value]);
    }
  }

  /** The pieces from here to the end. */
  async *rest(): AsyncGenerator<Uint8Array> {
    if (this.#left.length > 0) yield this.#take(this.#left.length);
    for (;;) {
      const piece = await this.#pieces.next();
      if (piece.done === true) return;
      yield piece.value;
    }
  }

  #take(count: number): Buffer {
    const taken = this.#left.subarray(0, count);
    this.#left = this.#left.subarray(count);
    return taken;
  }
}

const NEWLINE = 0x0a;

function withoutNewline(line: Buffer): Buffer | undefined {
  if (line.length === 0) return undefined;
  return line.at(-1) === NEWLINE ? line.subarray(0, -1) : line;
}
