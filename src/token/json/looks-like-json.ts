import { decodeLatin1 } from '../../latin1.ts';

/**
 * Whether a file begins as an object of JSON. A binary token never does: the last eight bytes of a record
 * are zero, and JSON holds no NUL.
 *
 * @example
 * looksLikeJson(readFileSync('admin.token')); // true
 */
export function looksLikeJson(bytes: Uint8Array): boolean {
  const start = decodeLatin1(bytes.subarray(0, 1024));
  return /^(\u00ef\u00bb\u00bf)?[ \t\r\n]*\{/.test(start) && !bytes.includes(0);
}
