import type { CryptoProvider } from '../crypto-provider.ts';
import { looksLikeJson } from './json/looks-like-json.ts';
import { judgeSdk5 } from './lint/lint-sdk5.ts';
import { readTokens } from './record.ts';
import type { Sdk5Document } from './sdk5/document.ts';
import { listToSign } from './sdk5/to-sign.ts';

/** Something that a file has to be signed. */
export interface Signable {
  /** SHA-256 of what is signed, 32 bytes. */
  readonly digest: Uint8Array;
  /** What is signed; missing where a file has the digest alone. */
  readonly data?: Uint8Array;
  /** Where the digest of a registration or a log-in stands, as `tokens[0].unsigned`; missing of a token. */
  readonly place?: string;
}

/**
 * What officers sign of a file, known by its content: of a token its records, of a registration or a log-in
 * each of its digests.
 *
 * @param bytes a whole file, any bytes at all
 * @param crypto has the hash function SHA-256
 * @returns nothing of a file that is none of these, or not sound
 * @example
 * listSignable(readFileSync('officer1.token'), nodeCrypto).length; // 1
 */
export function listSignable(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): readonly Signable[] {
  if (!looksLikeJson(bytes)) return isToken(bytes) ? [signableOf(bytes, crypto)] : [];
  const { document, diagnostics } = judgeSdk5(bytes, crypto);
  if (document === undefined || diagnostics.some(({ stops }) => stops)) return [];
  return listIn(document, crypto);
}

function listIn(
  document: Sdk5Document,
  crypto: Pick<CryptoProvider, 'sha256'>,
): readonly Signable[] {
  if (document.kind === 'quorum') {
    return [signableOf(document.approvalData?.bytes ?? new Uint8Array(), crypto)];
  }
  return listToSign(document).map(({ digest, path, data }) => ({
    digest,
    place: path,
    ...(data !== undefined && { data }),
  }));
}

function signableOf(
  data: Uint8Array,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): Signable & { readonly data: Uint8Array } {
  return { data, digest: sha256(data) };
}

function isToken(bytes: Uint8Array): boolean {
  return bytes.length > 0 && 'records' in readTokens(bytes);
}
