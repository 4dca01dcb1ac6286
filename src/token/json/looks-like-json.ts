import { decodeLatin1 } from '../../latin1.ts';

/** A member that only token files of the newer command line have. */
const DATA_MEMBER = /"approval_data"\s*:/;

/** Bytes in which that member is looked for. */
const LOOKED_AT = 1 << 16;

/**
 * Whether a file begins as an object of JSON, or has what a token file has behind a line that is none. A binary token never does: the last eight bytes of a record
 * are zero, and JSON holds no NUL.
 *
 * @example
 * looksLikeJson(readFileSync('admin.token')); // true
 */
export function looksLikeJson(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  const start = decodeLatin1(bytes.subarray(0, LOOKED_AT));
  return /^(\u00ef\u00bb\u00bf)?[ \t\r\n]*\{/.test(start) || DATA_MEMBER.test(start);
}
