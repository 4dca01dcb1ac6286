/**
 * What is inside an RSA signature, once the public key is applied to it. Only for telling why one is
 * wrong: nothing here ever accepts a signature.
 */
import { constants, publicDecrypt } from 'node:crypto';
import { encodeElement, TAG } from '../../signer/encodings/der.ts';
import type { OfficerKey } from '../roster.ts';
import { HASH_FUNCTIONS, type HashFunction, hashWith, SHA1 } from './hashes.ts';

/** What a signature turned out to hold. */
export type OpenedSignature =
  /** PKCS #1 v1.5 with a DigestInfo (RFC 8017, 9.2) */
  | { readonly padding: 'pkcs1'; readonly hash: HashFunction; readonly digest: Uint8Array }
  /** PKCS #1 v1.5 padding around something else */
  | { readonly padding: 'pkcs1-bare'; readonly content: Uint8Array }
  /** RSA-PSS (RFC 8017, 9.1) */
  | {
      readonly padding: 'pss';
      readonly hash: HashFunction;
      /** Whether its look alone shows that it is one; else only a message that fits does. */
      readonly certain: boolean;
      readonly isOver: (message: Uint8Array) => boolean;
    }
  /** no padding that is known: the whole block, zero bytes at its beginning left out */
  | { readonly padding: 'none'; readonly content: Uint8Array };

/**
 * Applies a public key to a signature (RFC 8017, 5.2.2).
 *
 * @returns as many bytes as the modulus has; nothing where the signature is not as long, or not below
 * the modulus
 */
export function raiseSignature(key: OfficerKey, signature: Uint8Array): Buffer | undefined {
  if (signature.length !== key.bytes) return undefined;
  try {
    return publicDecrypt({ key: key.key, padding: constants.RSA_NO_PADDING }, signature);
  } catch {
    return undefined;
  }
}

/**
 * Tells what a raised signature may be, the likeliest first. A block under the wrong key is random:
 * that it should look like PKCS #1 by chance does not happen.
 *
 * @param bits length of the key's modulus
 */
export function openBlock(block: Buffer, bits: number): readonly OpenedSignature[] {
  const content = stripPkcs1(block);
  if (content !== undefined) {
    const info = readDigestInfo(content);
    return [
      info === undefined ? { padding: 'pkcs1-bare', content } : { padding: 'pkcs1', ...info },
    ];
  }
  const start = block.findIndex((byte) => byte !== 0);
  const bare = block.subarray(start === -1 ? block.length : start);
  return [...openPss(block, bits), { padding: 'none', content: bare }];
}

/** 00 01 FF … FF 00 and what follows; at least eight FF (RFC 8017, 9.2). */
function stripPkcs1(block: Buffer): Buffer | undefined {
  if (block[0] !== 0 || block[1] !== 1) return undefined;
  let at = 2;
  while (block[at] === 0xff) at++;
  return at >= 10 && block[at] === 0 ? block.subarray(at + 1) : undefined;
}

function readDigestInfo(
  content: Buffer,
): { readonly hash: HashFunction; readonly digest: Uint8Array } | undefined {
  for (const hash of HASH_FUNCTIONS) {
    const digest = content.subarray(-hash.bytes);
    const oid = encodeElement(TAG.oid, hash.oid);
    // Some writers leave the NULL out; an HSM takes its form with NULL only.
    for (const parameters of [encodeElement(TAG.null), Buffer.alloc(0)]) {
      const info = encodeElement(
        TAG.sequence,
        encodeElement(TAG.sequence, oid, parameters),
        encodeElement(TAG.octetString, digest),
      );
      if (content.equals(info)) return { hash, digest };
    }
  }
  return undefined;
}

/** As many zeros at the beginning of a block do not come by chance. */
const TELLING_ZEROS = 8;

function openPss(block: Buffer, bits: number): OpenedSignature[] {
  if (block.at(-1) !== 0xbc) return [];
  const found: OpenedSignature[] = [];
  const encoded = bits % 8 === 1 ? block.subarray(1) : block;
  const unusedBits = 8 * encoded.length - (bits - 1);
  for (const hash of HASH_FUNCTIONS) {
    const split = encoded.length - hash.bytes - 1;
    if (split < 1) continue;
    const tail = encoded.subarray(split, -1);
    // The mask is made with the same hash, or with SHA-1, the default of RFC 8017, A.2.3.
    for (const maskHash of new Set([hash, SHA1])) {
      const mask = makeMask(maskHash, tail, split);
      const data = encoded.subarray(0, split).map((byte, at) => byte ^ (mask[at] ?? 0));
      data[0] = (data[0] ?? 0) & (0xff >> unusedBits);
      const start = data.findIndex((byte) => byte !== 0);
      if (start === -1 || data[start] !== 1) continue;
      const salt = data.subarray(start + 1);
      const isOver = (message: Uint8Array): boolean =>
        hashWith(hash, new Uint8Array(8), hashWith(hash, message), salt).equals(tail);
      found.push({ padding: 'pss', hash, certain: start >= TELLING_ZEROS, isOver });
    }
  }
  return found;
}

/** MGF1 (RFC 8017, B.2.1). */
function makeMask(hash: HashFunction, seed: Uint8Array, length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let counter = 0; pieces.length * hash.bytes < length; counter++) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    pieces.push(hashWith(hash, seed, count));
  }
  return Buffer.concat(pieces).subarray(0, length);
}
