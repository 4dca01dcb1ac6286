const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A value as it is shown: its bytes read as UTF-8 where they are that, else each byte as one character
 * (U+0000–00FF).
 *
 * @param bytes one character (U+0000–00FF) a byte
 * @example
 * decodeValue('j\xc3\xbcrgen'); // 'jürgen'
 */
export function decodeValue(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return STRICT_UTF8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return bytes;
  }
}
