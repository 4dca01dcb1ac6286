import { timingSafeEqual } from 'node:crypto';

import type { RsaPublicKey } from './rsa-public-key.ts';

/**
 * RSASSA-PKCS1-v1_5 with SHA-256, checked the one safe way: the whole block that a right signature
 * must contain is built and compared (RFC 8017, 8.2.2). Nothing is parsed, so there is nothing that a
 * forger could hide in padding, lengths or parameters.
 */

/** DigestInfo of SHA-256 up to the digest (RFC 8017, 9.2, note 1). */
const SHA256_PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const SHA256_BYTES = 32;

/**
 * Whether a signature over a message with this SHA-256 digest was made with the private key of `key`.
 *
 * @param digest 32 bytes
 * @param signature exactly as many bytes as the modulus has, or it is wrong
 *
 * @example
 * isSignatureRight(rsaKey, createHash('sha256').update(token).digest(), signature);
 */
export function isSignatureRight(
  key: RsaPublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const block = key.publicOperation(signature);
  return block !== undefined && timingSafeEqual(block, buildBlock(digest, key.bytes));
}

/**
 * What a signature was made over, for the reason of a refusal only.
 *
 * @returns the SHA-256 digest in it, 32 bytes; nothing where the signature is none of this key's
 */
export function findSignedDigest(key: RsaPublicKey, signature: Uint8Array): Uint8Array | undefined {
  const block = key.publicOperation(signature);
  if (block === undefined) return undefined;
  const digest = block.subarray(block.length - SHA256_BYTES);
  return timingSafeEqual(block, buildBlock(digest, key.bytes)) ? digest : undefined;
}

/** EMSA-PKCS1-v1_5 (RFC 8017, 9.2): 00 01 FF … FF 00 DigestInfo. */
function buildBlock(digest: Uint8Array, length: number): Uint8Array {
  const block = Buffer.alloc(length, 0xff);
  const tail = SHA256_PREFIX.length + digest.length;
  block[0] = 0;
  block[1] = 1;
  block[length - tail - 1] = 0;
  block.set(SHA256_PREFIX, length - tail);
  block.set(digest, length - digest.length);
  return block;
}
