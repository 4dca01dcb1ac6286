import { areUint8ArraysEqual, uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider, RsaPublicNumbers } from '../crypto-provider.ts';
import { encodeSha256Block } from '../signer/encodings/pkcs1-block.ts';
import { encodePublicKey } from '../signer/encodings/public-key.ts';
import { findKeyFlaws } from '../token/quorum-key.ts';

/** A key that signatures can be checked with. */
export interface OfficerKey {
  readonly numbers: RsaPublicNumbers;
  /** Length of the modulus. */
  readonly bits: number;
}

/** What an HSM tells keys apart by: the modulus, here in hex. */
export function identifyKey({ numbers }: OfficerKey): string {
  return uint8ArrayToHex(numbers.modulus);
}

/**
 * SHA-256 over the key's SubjectPublicKeyInfo, in hex, as certificates' keys are pinned (RFC 7469, 2.4).
 *
 * @example
 * fingerprintOfficerKey(officerKey, nodeCrypto); // '1f0c…', 64 digits
 */
export function fingerprintOfficerKey(
  { numbers }: OfficerKey,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): string {
  return uint8ArrayToHex(sha256(encodePublicKey(numbers)));
}

/**
 * Whether a signature is RSASSA-PKCS1-v1_5 over the SHA-256 of the message (RFC 8017, 8.2.2) by the
 * key: the public operation must give the very block that is built here, and the signature has exactly
 * as many bytes as the modulus. Under a key that no signature proves anything under, as one with the
 * exponent 1, none is right.
 *
 * @example
 * isSignatureBy(officerKey, token, signature, nodeCrypto); // true
 */
export function isSignatureBy(
  key: OfficerKey,
  message: Uint8Array,
  signature: Uint8Array,
  crypto: CryptoProvider,
): boolean {
  return isSignatureOfDigest(key, crypto.sha256(message), signature, crypto);
}

/**
 * As {@link isSignatureBy}, of a message of which only the digest is known.
 *
 * @param digest SHA-256, 32 bytes
 */
export function isSignatureOfDigest(
  { numbers }: OfficerKey,
  digest: Uint8Array,
  signature: Uint8Array,
  crypto: Pick<CryptoProvider, 'publicOperation'>,
): boolean {
  if (findKeyFlaws(numbers).length > 0) return false;
  const length = numbers.modulus.length;
  const right = encodeSha256Block(digest, length);
  if (right === undefined || signature.length !== length) return false;
  const block = crypto.publicOperation(numbers, signature);
  return block !== undefined && areUint8ArraysEqual(block, right);
}
