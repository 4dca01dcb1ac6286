/** What a log comes in. */
export type LogContainer = 'text' | 'json';

/** Blanks in front of a log that are looked through for what it is. */
const MOST_BLANKS = 4096;

/** The byte order mark as a character, or its bytes in UTF-8, each taken for a character; and the beginning of these. */
const MARK = /^(?:\ufeff|\xef\xbb\xbf)/;
const PART_OF_MARK = /^\xef\xbb?$/;

/** Tells by the beginning of a log what it comes in, and holds its pieces until then. */
export class ContainerFinder {
  readonly #held: (Uint8Array | string)[] = [];
  #head = '';

  /** Those that were taken, which are copies: whoever reads a file may use a piece's memory again. */
  get held(): readonly (Uint8Array | string)[] {
    return this.#held;
  }

  /** @returns nothing as long as it cannot be told */
  take(piece: Uint8Array | string): LogContainer | undefined {
    // A Buffer's own slice would be of the same memory.
    this.#held.push(typeof piece === 'string' ? piece : new Uint8Array(piece));
    this.#head += readHead(piece);
    if (PART_OF_MARK.test(this.#head)) return undefined;
    const first = /[^ \t\r\n]/.exec(this.#head.replace(MARK, ''))?.[0];
    if (first === undefined) return this.#head.length < MOST_BLANKS ? undefined : 'text';
    return first === '{' || first === '[' ? 'json' : 'text';
  }
}

/** The beginning of a piece; of bytes, each as a character. */
function readHead(piece: Uint8Array | string): string {
  const head = piece.slice(0, MOST_BLANKS);
  return typeof head === 'string'
    ? head
    : Array.from(head, (byte) => String.fromCharCode(byte)).join('');
}
