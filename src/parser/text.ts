/**
 * The texts of an approval file: names and paths. A file is bytes, and the device takes any; what people
 * write is UTF-8.
 */
import { decodeLatin1, encodeLatin1 } from '../latin1.ts';

/**
 * A name or a path: text where its bytes are UTF-8, else the bytes themselves. So every file can be read,
 * and nothing is lost when a value goes from one file to another.
 */
export type FieldText = string | RawBytes;

/** Bytes that are no UTF-8; made by {@link rawBytes}. Told from text by `typeof`, from whichever bundle. */
class RawBytes {
  /** Keeps anything else that has bytes from being taken for one. */
  readonly isMofnRawBytes: true = true;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** To be shown: one character (U+0000–00FF) for each byte. */
  toString(): string {
    return decodeLatin1(this.bytes);
  }

  toJSON(): string {
    return this.toString();
  }
}

export type { RawBytes };

/**
 * A name or path that is to be written as these very bytes, UTF-8 or not.
 *
 * @param bytes are copied
 * @example
 * const path = rawBytes(Uint8Array.of(0x6a, 0xfc)); // "jü" in Latin-1
 */
export function rawBytes(bytes: Uint8Array): RawBytes {
  return new RawBytes(Uint8Array.from(bytes));
}

/**
 * A text as people are shown it: itself, or one character (U+0000–00FF) for each byte where the bytes
 * are no UTF-8. Control characters are in it still.
 *
 * @example
 * showText('jü'); // 'jü'
 * showText(rawBytes(Uint8Array.of(0x6a, 0xfc))); // 'jü'
 */
export function showText(text: FieldText): string {
  return typeof text === 'string' ? text : text.toString();
}

/** The bytes that stand for a text in a file, or for a path in the file system. */
export function encodeText(text: FieldText): Uint8Array {
  return typeof text === 'string' ? UTF8.encode(text) : text.bytes;
}

/** The text of bytes. {@link encodeText} of it gives the same bytes again, a byte order mark included. */
export function decodeText(bytes: Uint8Array): FieldText {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return rawBytes(bytes);
  }
}

/** Whether two texts stand for the same bytes. */
export function isSameText(one: FieldText, other: FieldText): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one === other;
  return toByteString(one) === toByteString(other);
}

/**
 * One character (U+0000–00FF) for each byte, so that a place in the string is a place in the file. The
 * parser works on these; nothing else does.
 */
export type ByteString = string;

/** The bytes of a text, as {@link encodeText} gives them. */
export function toByteString(text: FieldText): ByteString {
  if (typeof text === 'string' && !NOT_ASCII.test(text)) return text;
  return decodeLatin1(encodeText(text));
}

/** The text of bytes, as {@link decodeText} gives it. */
export function fromByteString(bytes: ByteString): FieldText {
  return NOT_ASCII.test(bytes) ? decodeText(encodeLatin1(bytes)) : bytes;
}

const UTF8 = new TextEncoder();
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const NOT_ASCII = /[^\0-\x7f]/;
