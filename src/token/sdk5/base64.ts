import { base64ToUint8Array, hexToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { decodeLatin1 } from '../../latin1.ts';

/** What keeps a text from being base64 as the newer command line reads it (RFC 4648, 4). */
export type Base64Problem =
  /** line ends or blanks stand in it */
  | 'blanks'
  /** `-` and `_` stand for `+` and `/` (RFC 4648, 5), or the padding is missing */
  | 'url-alphabet'
  /** it is hexadecimal, of the length that is wanted */
  | 'hex'
  /** it can be read as nothing of these */
  | 'none';

/** What a text says that should be base64. */
export type Base64Reading =
  | { readonly bytes: Uint8Array; readonly problem?: Exclude<Base64Problem, 'none'> }
  | { readonly bytes: undefined; readonly problem: 'none' };

/**
 * Reads base64, and what people write in its place, where only one reading of it is possible.
 *
 * @param text what stands in the string
 * @param length of what should come out, in bytes, where it is known; only then is hexadecimal told from it
 * @example
 * readBase64('AAE='); // { bytes: Uint8Array.of(0, 1) }
 * readBase64('AA\nE='); // { bytes: Uint8Array.of(0, 1), problem: 'blanks' }
 */
export function readBase64(text: string, length?: number): Base64Reading {
  const hex = readHex(text, length);
  if (hex !== undefined) return { bytes: hex, problem: 'hex' };
  const exact = decodeExact(text);
  if (exact !== undefined) return { bytes: exact };
  const joined = text.replaceAll(/[ \t\r\n]/g, '');
  const unbroken = decodeExact(joined);
  if (unbroken !== undefined) return { bytes: unbroken, problem: 'blanks' };
  const usual = joined.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  const padded = decodeExact(usual.padEnd(Math.ceil(usual.length / 4) * 4, '='));
  // Much is read so that is none: of a known length, what comes out must have it.
  if (padded !== undefined && (length === undefined || padded.length === length)) {
    return { bytes: padded, problem: 'url-alphabet' };
  }
  return { bytes: undefined, problem: 'none' };
}

/**
 * Reads bytes that are a text, which stands for bytes of a length: base64 of base64, or of hexadecimal
 * digits. Such a text is of another length than what it stands for, so that there is nothing to guess.
 *
 * @returns nothing where they are no such text
 */
export function readTextIn(bytes: Uint8Array, length: number): Uint8Array | undefined {
  const read = readBase64(decodeLatin1(bytes), length).bytes;
  return read?.length === length ? read : undefined;
}

/**
 * Every hexadecimal text of such a length is base64, too, of other bytes and another length. `openssl dgst -hex`
 * writes a line with `RSA-SHA2-256(FILE)= ` before it.
 */
function readHex(text: string, length: number | undefined): Uint8Array | undefined {
  if (length === undefined) return undefined;
  const digits = text.replace(/^[\w-]+\([^\r\n]*\)= /, '').replaceAll(/[ \t\r\n]/g, '');
  const isHex = digits.length === 2 * length && /^[0-9a-f]+$/i.test(digits);
  return isHex ? hexToUint8Array(digits) : undefined;
}

/** @returns nothing where it is not the one text that stands for those bytes */
function decodeExact(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = base64ToUint8Array(text);
  // Bits of the last character that no byte takes must be zero.
  return uint8ArrayToBase64(bytes) === text ? bytes : undefined;
}
