/**
 * Places of a text, as its UTF-8 has them.
 *
 * @param bytes how many bytes it has
 * @returns of a place in UTF-16 units, the place in bytes
 * @example
 * byteOffsets('é=1', 4)(1); // 2
 */
export function byteOffsets(text: string, bytes: number): (at: number) => number {
  if (text.length === bytes) return (at) => Math.min(at, bytes);
  const offsets = new Uint32Array(text.length + 1);
  let offset = 0;
  for (let at = 0; at < text.length; at++) {
    offsets[at] = offset;
    offset += bytesOf(text.charCodeAt(at));
  }
  offsets[text.length] = offset;
  return (at) => offsets[Math.min(at, text.length)] ?? bytes;
}

/** Each half of a pair has 2 of its 4 bytes. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}
