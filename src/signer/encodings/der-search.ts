/**
 * DER in a file of anything, found as OpenSSL's key loader finds it.
 */

import { readNumber, readSized } from './der.ts';
import { shapeOf } from './key-shape.ts';

/** DER of a kind that occurs in key files. The letters of any text make some DER, too. */
export function readKnownDer(rest: Uint8Array): ReturnType<typeof readSized> {
  const sized = readSized(rest);
  return sized !== undefined && shapeOf(sized.element) !== 'other' ? sized : undefined;
}

/**
 * How far OpenSSL's DER reader (its asn1_d2i_read_bio, the last to try) reads when it is let loose on
 * anything: eight bytes, then as many as the second byte says. After a block that nobody knew, the
 * search goes on from there, which may be inside that block or already beyond the next BEGIN.
 */
export function bytesTakenByDerReader(rest: Uint8Array): number {
  const tag = rest[0] ?? 0;
  const first = rest[1] ?? 0;
  if ((tag & 0x1f) === 0x1f) return 8;
  if (first < 0x80) return Math.max(8, 2 + first);
  const count = first & 0x7f;
  if (count === 0 || count > 6 || 2 + count > rest.length) return 8;
  const length = readNumber(rest.subarray(2, 2 + count));
  return length > 0x7fffffff ? 8 : Math.max(8, 2 + count + length);
}
