import { type KeyObject, sign, verify } from 'node:crypto';

/**
 * Whether the halves of a pair go together, which OpenSSL does not look at when it reads a key: by a signature of
 * the one that the other verifies.
 */
export function arePair(privateKey: KeyObject, publicKey: KeyObject): boolean {
  const message = Buffer.alloc(32);
  try {
    return verify('sha256', message, publicKey, sign('sha256', message, privateKey));
  } catch {
    // Numbers that OpenSSL cannot work with are no key.
    return false;
  }
}
