/**
 * Text that holds one character (U+0000–00FF) for each byte, so that places in the text are places in
 * the bytes. (The platform's own "latin1" decoder is that of Windows, which maps 0x80–0x9F elsewhere.)
 */

/** Few enough characters to be made in one call without running out of stack. */
const SHORT = 0x100;

/** Made when a long text is met: a decoder takes as long to make as a small file takes to read. */
let utf8: InstanceType<typeof TextDecoder> | undefined;
let utf16: InstanceType<typeof TextDecoder> | undefined;

/** @returns one character for each byte */
export function decodeLatin1(bytes: Uint8Array): string {
  if (bytes.length <= SHORT) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  // What is ASCII is the same in UTF-8, for which platforms have the quickest decoder; else each byte
  // becomes a code unit of UTF-16.
  if (isAscii(bytes)) {
    utf8 ??= new TextDecoder('utf-8', { ignoreBOM: true });
    return utf8.decode(bytes);
  }
  utf16 ??= new TextDecoder(isLittleEndian() ? 'utf-16le' : 'utf-16be', { ignoreBOM: true });
  return utf16.decode(Uint16Array.from(bytes));
}

/** Whether the first byte of a number in memory is its lowest, as on nearly all machines. */
function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}

/** @returns one byte for each character; of a character above U+00FF its low byte */
export function encodeLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
