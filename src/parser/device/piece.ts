/**
 * How the device's reader cuts a file: C's `fgets` into a buffer of 512 bytes.
 */

/** The most bytes that one piece has: the buffer's 512 without the closing NUL. */
export const PIECE_LENGTH = 511;

const NEWLINE = 0x0a;

/**
 * Where the piece that starts at `start` ends: after the next newline, or after 511 bytes, or at the
 * end of the file, whichever comes first. The rest of a longer line is the next piece, and is looked
 * at as if it were a line of its own.
 */
export function endOfPiece(bytes: Uint8Array, start: number): number {
  const limit = Math.min(start + PIECE_LENGTH, bytes.length);
  for (let i = start; i < limit; i++) if (bytes[i] === NEWLINE) return i + 1;
  return limit;
}
