import type { CryptoProvider } from '../../crypto-provider.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import { readSdk5File } from '../../token/sdk5-token.ts';
import { readTokenFile, type TokenFile } from '../../token/token-file.ts';
import type { OtherKind } from './encode-other-kind.ts';

/**
 * Reads a token file of either kind, or a registration or log-in.
 *
 * @throws Failure as `readTokenFile` and `readSdk5File`
 */
export function readAnyKind(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): TokenFile | OtherKind {
  if (looksLikeJson(bytes)) {
    const document = readSdk5File(bytes, crypto);
    if (document.kind !== 'quorum') return { bytes, document };
  }
  return readTokenFile(bytes, crypto);
}
