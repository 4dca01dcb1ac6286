import { decodeLatin1, encodeLatin1 } from '../latin1.ts';
import { isToken, RECORD_BYTES } from './record.ts';

/** How a quorum token was spoilt on its way: it is signed like any other file, and no HSM takes the signature. */
export type SpoiltToken =
  /** a record, and then what is none */
  | 'cut'
  /** whole, behind a few bytes that some editors put before a text */
  | 'mark'
  | 'base64';

const BYTE_ORDER_MARK = '\xef\xbb\xbf';
/** Characters of base64 that are looked at: those of a token of 32 records, in lines. */
const MOST_CHARACTERS = 8_192;

/**
 * Finds what a file was that is no quorum token, where it was one.
 *
 * @param bytes all of the file
 * @example
 * findSpoiltToken(readFileSync('officer1.token').subarray(0, 100)); // 'cut'
 */
export function findSpoiltToken(bytes: Uint8Array): SpoiltToken | undefined {
  if (isToken(bytes)) return undefined;
  if (isToken(bytes.subarray(0, RECORD_BYTES))) return 'cut';
  const { length } = BYTE_ORDER_MARK;
  if (
    decodeLatin1(bytes.subarray(0, length)) === BYTE_ORDER_MARK &&
    isToken(bytes.subarray(length))
  )
    return 'mark';
  if (bytes.length > MOST_CHARACTERS) return undefined;
  const digits = decodeLatin1(bytes).replaceAll(/\s|=+\s*$/g, '');
  if (!/^[A-Za-z0-9+/]+$/.test(digits) || digits.length % 4 === 1) return undefined;
  return isToken(encodeLatin1(atob(digits))) ? 'base64' : undefined;
}
