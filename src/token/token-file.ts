import { createHash } from 'node:crypto';

import { Failure } from '../failure.ts';
import { decodeTokens, type TokenRecord } from './record.ts';
import { parseSdk5Token, type Sdk5Token } from './sdk5-token.ts';

/** A quorum token file of either kind. */
export interface TokenFile {
  /** `classic` is the records and nothing else; `sdk5` is the JSON of the newer command line. */
  readonly format: 'classic' | 'sdk5';
  /** What officers sign: the records' bytes, one behind the other. */
  readonly signedBytes: Uint8Array;
  /** SHA-256 of what officers sign, hex. */
  readonly digest: string;
  /** One for each HSM; at least one. */
  readonly records: readonly TokenRecord[];
  /** What else the JSON of the newer command line tells. */
  readonly sdk5?: Sdk5Token;
}

/**
 * Reads a quorum token file, classic or of the newer command line.
 *
 * @throws Failure of kind `file` where it is neither, or is empty
 *
 * @example
 * const { records, digest } = readTokenFile(readFileSync('officer1.token'));
 */
export function readTokenFile(bytes: Uint8Array): TokenFile {
  if (bytes.length === 0) {
    throw new Failure('file', 'the token file is empty', 'a getToken that fails leaves it so');
  }
  if (looksLikeJson(bytes)) {
    const sdk5 = parseSdk5Token(Buffer.from(bytes).toString('utf8'));
    return { ...describe('sdk5', sdk5.approvalData, sdk5.records), sdk5 };
  }
  return describe('classic', bytes, decodeTokens(bytes));
}

/** JSON holds no NUL, and every record does: the last eight bytes of it are zero. */
function looksLikeJson(bytes: Uint8Array): boolean {
  return (
    !bytes.includes(0) && /^\s*\{/.test(Buffer.from(bytes.subarray(0, 100)).toString('latin1'))
  );
}

function describe(
  format: TokenFile['format'],
  signedBytes: Uint8Array,
  records: readonly TokenRecord[],
): TokenFile {
  const digest = createHash('sha256').update(signedBytes).digest('hex');
  return { format, signedBytes, digest, records };
}
