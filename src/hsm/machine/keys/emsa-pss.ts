import { timingSafeEqual } from 'node:crypto';

import type { KeyHash } from '../../keys.ts';
import { HASH_BYTES, hashData } from './digest-info.ts';

/**
 * EMSA-PSS (RFC 8017, 9.1) over a digest: OpenSSL, as Node offers it, hashes what it signs itself. Of moduli
 * whose bits are a multiple of 8, so that a block has as many bytes as the modulus.
 */

const TRAILER = 0xbc;

/** The greatest length of a salt, bytes. */
export function longestSalt(hash: KeyHash, blockBytes: number): number {
  return blockBytes - HASH_BYTES[hash] - 2;
}

/** The block to which the private key is applied; the salt is no longer than {@link longestSalt}. */
export function encodePss(
  hash: KeyHash,
  digest: Uint8Array,
  salt: Uint8Array,
  blockBytes: number,
): Uint8Array {
  const seed = hashData(hash, Buffer.concat([Buffer.alloc(8), digest, salt]));
  const padding = Buffer.alloc(blockBytes - salt.length - seed.length - 2);
  const masked = mask(hash, seed, Buffer.concat([padding, Buffer.of(1), salt]));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, seed, Buffer.of(TRAILER)]);
}

/** Whether a block that the public key gives is one over this digest, with a salt of so many bytes. */
export function isPssBlock(
  hash: KeyHash,
  digest: Uint8Array,
  saltLength: number,
  block: Uint8Array,
): boolean {
  const at = block.length - 1 - HASH_BYTES[hash];
  const content = mask(hash, block.subarray(at, -1), block.subarray(0, at));
  const salt = content.subarray(content.length - saltLength);
  // Encoded anew from its salt, so that every bit has to be as it should.
  return timingSafeEqual(encodePss(hash, digest, salt, block.length), block);
}

/** MGF1 (RFC 8017, B.2.1) of a seed, over bytes. */
function mask(hash: KeyHash, seed: Uint8Array, bytes: Uint8Array): Uint8Array {
  const masked = Uint8Array.from(bytes);
  const counter = Buffer.alloc(4);
  for (let at = 0; at < masked.length; at += HASH_BYTES[hash]) {
    counter.writeUInt32BE(at / HASH_BYTES[hash]);
    const block = hashData(hash, Buffer.concat([seed, counter]));
    for (const [index, byte] of block.subarray(0, masked.length - at).entries()) {
      masked[at + index] = (masked[at + index] ?? 0) ^ byte;
    }
  }
  return masked;
}
