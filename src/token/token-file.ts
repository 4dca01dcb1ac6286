import { uint8ArrayToHex } from 'uint8array-extras';

import type { CryptoProvider } from '../crypto-provider.ts';
import { Failure } from '../failure.ts';
import { looksLikeJson } from './json/looks-like-json.ts';
import { decodeTokens, type TokenRecord } from './record.ts';
import { parseSdk5Token, type Sdk5Token } from './sdk5-token.ts';

/** What quorum token files of both kinds have. */
interface SignedRecords {
  /** What officers sign: the records' bytes, one behind the other. */
  readonly signedBytes: Uint8Array;
  /** SHA-256 of what officers sign, hex. */
  readonly digest: string;
  /** One for each HSM; at least one. */
  readonly records: readonly TokenRecord[];
}

/** A quorum token file: `classic` is the records and nothing else, `sdk5` is JSON around them. */
export type TokenFile =
  | (SignedRecords & { readonly format: 'classic' })
  | (SignedRecords & { readonly format: 'sdk5'; readonly sdk5: Sdk5Token });

/**
 * Reads a quorum token file, classic or of SDK 5.
 *
 * @param bytes the whole file
 * @param crypto has the hash function SHA-256
 * @throws Failure of kind `file` where it is neither, or is empty
 *
 * @example
 * const { records, digest } = readTokenFile(readFileSync('officer1.token'), nodeCrypto);
 */
export function readTokenFile(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): TokenFile {
  if (bytes.length === 0) throw new Failure('token-empty', {});
  if (!looksLikeJson(bytes)) {
    return { format: 'classic', ...describe(bytes, decodeTokens(bytes), crypto) };
  }
  const sdk5 = parseSdk5Token(bytes, crypto);
  return { format: 'sdk5', ...describe(sdk5.approvalData, sdk5.records, crypto), sdk5 };
}

function describe(
  signedBytes: Uint8Array,
  records: readonly TokenRecord[],
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): SignedRecords {
  return { signedBytes, digest: uint8ArrayToHex(sha256(signedBytes)), records };
}
