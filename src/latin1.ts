/**
 * Text that holds one character (U+0000–00FF) for each byte, so that places in the text are places in
 * the bytes. (The platform's own "latin1" decoder is that of Windows, which maps 0x80–0x9F elsewhere.)
 */

/** As many characters as one call may make without running out of stack. */
const PIECE = 0x2000;

/** @returns one character for each byte */
export function decodeLatin1(bytes: Uint8Array): string {
  if (bytes.length <= PIECE) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    pieces.push(decodeLatin1(bytes.subarray(at, at + PIECE)));
  }
  return pieces.join('');
}

/** @returns one byte for each character; of a character above U+00FF its low byte */
export function encodeLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
