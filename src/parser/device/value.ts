import type { Span } from '../../diagnostic.ts';
import { decodeLatin1 } from '../../latin1.ts';
import type { ByteString } from '../text.ts';

const NUL = 0x00;
const NEWLINE = 0x0a;
const BLANK = 0x20;
const COLON = 0x3a;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;

/** A value as the device's reader finds it in one piece. */
export interface DeviceValue {
  /** Without NUL. */
  readonly bytes: ByteString;
  /** Where those bytes stand in the file. */
  readonly span: Span;
  /** Whether there was a `;` or newline. If not, the real search runs past its buffer. */
  readonly ended: boolean;
}

/**
 * Reads the value that follows a key: blanks, `:` and `=` are skipped, no matter how many and in what
 * order (a tab is not), then everything counts up to the first `;` or newline. A NUL cuts the value
 * short, but the search for the end goes on behind it.
 *
 * @param bytes the whole file
 * @param start where the key ends
 * @param end where the piece ends
 */
export function readValue(bytes: Uint8Array, start: number, end: number): DeviceValue {
  let first = start;
  while (first < end && isSkipped(bytes[first])) first++;
  let stop = first;
  while (stop < end && bytes[stop] !== SEMICOLON && bytes[stop] !== NEWLINE) stop++;
  const nul = bytes.subarray(first, stop).indexOf(NUL);
  const last = nul === -1 ? stop : first + nul;
  return {
    bytes: decodeLatin1(bytes.subarray(first, last)),
    span: { start: first, end: last },
    ended: stop < end,
  };
}

function isSkipped(byte: number | undefined): boolean {
  return byte === BLANK || byte === COLON || byte === EQUALS;
}
