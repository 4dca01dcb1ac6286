import { constants, type KeyObject, publicDecrypt, verify as verifyWithNode } from 'node:crypto';
import { areUint8ArraysEqual } from 'uint8array-extras';
import { findKeyFlaws } from '../token/quorum-key.ts';
import { encodeSha256Block } from './encodings/pkcs1-block.ts';
import { numbersOf } from './rsa-key-object.ts';

/**
 * Whether a signature is RSASSA-PKCS1-v1_5 over the SHA-256 of the message (RFC 8017, 8.2.2), made
 * with the private half of the key. Its length must be exactly that of the modulus; nothing may
 * follow it. `openssl dgst -verify` ignores what follows, an HSM does not.
 *
 * @param publicKey an RSA key, as {@link openPublicKey} gives it
 * @returns false for every wrong signature, whatever is wrong with it, and for a key that is not RSA or that
 * no signature proves anything under, as one with the exponent 1 (`findKeyFlaws`)
 * @example
 * const key = await openPublicKey(await readFile('officer1.pub'));
 * const token = await readFile('officer1.token');
 * verifySignature(key, token, await readFile('officer1.token.sig')); // true
 */
export function verifySignature(
  publicKey: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.asymmetricKeyType !== 'rsa') return false;
  return (
    findKeyFlaws(numbersOf(publicKey)).length === 0 && matchesKey(publicKey, message, signature)
  );
}

/**
 * As {@link verifySignature}, whatever the key is worth: what a signer asks of the signature that it
 * has just made.
 */
export function matchesKey(
  publicKey: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.asymmetricKeyType !== 'rsa') return false;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (signature.length !== Math.ceil(bits / 8)) return false;
  try {
    return verifyWithNode('sha256', message, publicKey, signature);
  } catch {
    // A modulus too small for the padding, an even one: no signature under it is right.
    return false;
  }
}

/**
 * As {@link matchesKey}, of a message of which only the digest is known.
 *
 * @param digest SHA-256, 32 bytes
 */
export function matchesKeyOfDigest(
  publicKey: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.asymmetricKeyType !== 'rsa') return false;
  const length = Math.ceil((publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  const block = encodeSha256Block(digest, length);
  // What is shorter would be read as a number with zeros before it.
  if (block === undefined || signature.length !== length) return false;
  try {
    const opened = publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature);
    return areUint8ArraysEqual(opened, block);
  } catch {
    // A number that is not below the modulus.
    return false;
  }
}
