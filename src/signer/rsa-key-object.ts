import { createPublicKey, type KeyObject } from 'node:crypto';
import type { RsaPublicNumbers } from '../crypto-provider.ts';

/**
 * An RSA public key for node:crypto.
 *
 * @returns nothing where OpenSSL takes the numbers for no key
 */
export function importPublicNumbers({
  modulus,
  exponent,
}: RsaPublicNumbers): KeyObject | undefined {
  const encode = (number: Uint8Array): string => Buffer.from(number).toString('base64url');
  try {
    const key = { kty: 'RSA', n: encode(modulus), e: encode(exponent) };
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** @param publicKey an RSA key */
export function numbersOf(publicKey: KeyObject): RsaPublicNumbers {
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  return { modulus: Buffer.from(n, 'base64url'), exponent: Buffer.from(e, 'base64url') };
}
