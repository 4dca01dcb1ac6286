/**
 * Bytes that must stand nowhere: a part of eight in a row is enough, so that what is cut into the lines of a dump is found
 * too.
 */
const PART = 8;

export class Needles {
  /** The last four bytes of each part by its first four. */
  readonly #parts = new Map<number, Set<number>>();

  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /** @param bytes at least eight; random ones, or they would be found everywhere */
  add(bytes: Uint8Array): void {
    for (let at = 0; at + PART <= bytes.length; at += PART) {
      const first = readFour(bytes, at);
      const rest = this.#parts.get(first) ?? new Set<number>();
      rest.add(readFour(bytes, at + 4));
      this.#parts.set(first, rest);
    }
  }

  isIn(bytes: Uint8Array): boolean {
    if (this.isEmpty || bytes.length < PART) return false;
    let first = readFour(bytes, 0);
    for (let at = 0; ; at += 1) {
      if (this.#parts.get(first)?.has(readFour(bytes, at + 4)) === true) return true;
      if (at + PART >= bytes.length) return false;
      first = ((first << 8) | (bytes[at + 4] ?? 0)) >>> 0;
    }
  }
}

function readFour(bytes: Uint8Array, at: number): number {
  const [one = 0, two = 0, three = 0, four = 0] = bytes.subarray(at, at + 4);
  return ((one << 24) | (two << 16) | (three << 8) | four) >>> 0;
}
