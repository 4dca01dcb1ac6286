/** Writes DER (ITU-T X.690): as much of it as certificates need. */

/** One element. @param tag its whole identifier octet */
export function element(tag: number, content: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag, ...encodeLength(body.length)]), body]);
}

export function sequence(content: readonly Uint8Array[]): Uint8Array {
  return element(0x30, content);
}

/** @param bytes a number that is not negative, the most significant byte first */
export function integer(bytes: Uint8Array): Uint8Array {
  // Of nothing but zeros, -1 leaves the last.
  const digits = bytes.slice(bytes.findIndex((byte) => byte !== 0));
  const isHigh = (digits[0] ?? 0) > 0x7f;
  return element(0x02, [Uint8Array.from(isHigh ? [0] : []), digits]);
}

/** @param arcs of the second 2.x and on: each below 128 */
export function objectIdentifier(arcs: readonly number[]): Uint8Array {
  const [first = 0, second = 0, ...rest] = arcs;
  return element(0x06, [Uint8Array.from([40 * first + second, ...rest])]);
}

/** @param unused how many of the last bits are not meant */
export function bitString(bytes: Uint8Array, unused: number = 0): Uint8Array {
  return element(0x03, [Uint8Array.of(unused), bytes]);
}

function encodeLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
