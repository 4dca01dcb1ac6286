import { constants, createHash, type KeyObject, publicDecrypt } from 'node:crypto';
import type { CryptoProvider, RsaPublicNumbers } from '../crypto-provider.ts';
import { importPublicNumbers } from '../signer/rsa-key-object.ts';

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
    const imported = block.length === key.modulus.length ? importKey(key) : undefined;
    if (imported === undefined) return undefined;
    try {
      return publicDecrypt({ key: imported, padding: constants.RSA_NO_PADDING }, block);
    } catch {
      return undefined;
    }
  },
};

/** Keys that were imported: a roster's are asked for again and again. */
const importedKeys = new WeakMap<RsaPublicNumbers, KeyObject>();

function importKey(numbers: RsaPublicNumbers): KeyObject | undefined {
  const known = importedKeys.get(numbers);
  if (known !== undefined) return known;
  const key = importPublicNumbers(numbers);
  if (key !== undefined) importedKeys.set(numbers, key);
  return key;
}
