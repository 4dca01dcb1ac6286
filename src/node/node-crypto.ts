import { constants, createHash, createPublicKey, publicDecrypt } from 'node:crypto';
import type { CryptoProvider, RsaPublicNumbers } from '../crypto-provider.ts';

/**
 * The arithmetic of node:crypto, which is OpenSSL's.
 *
 * @example
 * nodeCrypto.sha256(token); // Uint8Array(32)
 */
export const nodeCrypto: CryptoProvider = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hash: (name, bytes) => createHash(name).update(bytes).digest(),
  publicOperation(key, block) {
    if (block.length !== key.modulus.length) return undefined;
    try {
      return publicDecrypt({ key: importKey(key), padding: constants.RSA_NO_PADDING }, block);
    } catch {
      return undefined;
    }
  },
};

function importKey({ modulus, exponent }: RsaPublicNumbers): ReturnType<typeof createPublicKey> {
  const encode = (number: Uint8Array): string => Buffer.from(number).toString('base64url');
  const jwk = { kty: 'RSA', n: encode(modulus), e: encode(exponent) };
  return createPublicKey({ key: jwk, format: 'jwk' });
}
