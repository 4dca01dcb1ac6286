/**
 * What is inside an RSA signature, once the public key is applied to it. Only for telling why one is
 * wrong: nothing here ever accepts a signature.
 */
import { areUint8ArraysEqual, concatUint8Arrays } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { encodeElement, TAG } from '../../signer/encodings/der.ts';
import { trimZeros } from '../../signer/encodings/unsigned.ts';
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
      /** Whether it is over a message, by the message's digest. */
      readonly isOver: (digest: Uint8Array) => boolean;
    }
  /** no padding that is known: the whole block, zero bytes at its beginning left out */
  | { readonly padding: 'none'; readonly content: Uint8Array };

/**
 * Tells what the block in a signature may be, the likeliest first. A block under the wrong key is
 * random: that it should look like PKCS #1 by chance does not happen.
 *
 * @param block what the public operation gives
 * @param bits length of the key's modulus
 */
export function openBlock(
  block: Uint8Array,
  bits: number,
  crypto: CryptoProvider,
): readonly OpenedSignature[] {
  const content = stripPkcs1(block);
  if (content !== undefined) {
    const info = readDigestInfo(content);
    return [
      info === undefined ? { padding: 'pkcs1-bare', content } : { padding: 'pkcs1', ...info },
    ];
  }
  return [...openPss(block, bits, crypto), { padding: 'none', content: trimZeros(block) }];
}

/** 00 01 FF … FF 00 and what follows; at least eight FF (RFC 8017, 9.2). */
function stripPkcs1(block: Uint8Array): Uint8Array | undefined {
  if (block[0] !== 0 || block[1] !== 1) return undefined;
  let at = 2;
  while (block[at] === 0xff) at++;
  return at >= 10 && block[at] === 0 ? block.subarray(at + 1) : undefined;
}

function readDigestInfo(
  content: Uint8Array,
): { readonly hash: HashFunction; readonly digest: Uint8Array } | undefined {
  for (const hash of HASH_FUNCTIONS) {
    const digest = content.subarray(-hash.bytes);
    const oid = encodeElement(TAG.oid, hash.oid);
    // Some writers leave the NULL out; an HSM takes its form with NULL only.
    for (const parameters of [encodeElement(TAG.null), new Uint8Array()]) {
      const info = encodeElement(
        TAG.sequence,
        encodeElement(TAG.sequence, oid, parameters),
        encodeElement(TAG.octetString, digest),
      );
      if (areUint8ArraysEqual(info, content)) return { hash, digest };
    }
  }
  return undefined;
}

/** As many zeros at the beginning of a block do not come by chance. */
const TELLING_ZEROS = 8;

function openPss(block: Uint8Array, bits: number, crypto: CryptoProvider): OpenedSignature[] {
  if (block.at(-1) !== 0xbc) return [];
  const encoded = bits % 8 === 1 ? block.subarray(1) : block;
  // The mask is made with the same hash, or with SHA-1, the default of RFC 8017, A.2.3.
  return HASH_FUNCTIONS.flatMap((hash) =>
    [...new Set([hash, SHA1])].flatMap(
      (maskHash) => openPssWith(hash, maskHash, encoded, bits, crypto) ?? [],
    ),
  );
}

function openPssWith(
  hash: HashFunction,
  maskHash: HashFunction,
  encoded: Uint8Array,
  bits: number,
  crypto: CryptoProvider,
): OpenedSignature | undefined {
  const split = encoded.length - hash.bytes - 1;
  if (split < 1) return undefined;
  const tail = encoded.subarray(split, -1);
  const mask = makeMask(maskHash, tail, split, crypto);
  if (mask === undefined) return undefined;
  const data = encoded.slice(0, split).map((byte, at) => byte ^ (mask[at] ?? 0));
  const unusedBits = 8 * encoded.length - (bits - 1);
  data[0] = (data[0] ?? 0) & (0xff >> unusedBits);
  const start = data.findIndex((byte) => byte !== 0);
  // Where all are zeros, there is none at -1.
  if (data[start] !== 1) return undefined;
  const salt = data.subarray(start + 1);
  const isOver = (digest: Uint8Array): boolean => {
    const made = hashWith(crypto, hash, new Uint8Array(8), digest, salt);
    return made !== undefined && areUint8ArraysEqual(made, tail);
  };
  return { padding: 'pss', hash, certain: start >= TELLING_ZEROS, isOver };
}

/** MGF1 (RFC 8017, B.2.1); nothing where the platform has not the hash function. */
function makeMask(
  hash: HashFunction,
  seed: Uint8Array,
  length: number,
  crypto: CryptoProvider,
): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  for (let counter = 0; pieces.length * hash.bytes < length; counter++) {
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, counter);
    const piece = hashWith(crypto, hash, seed, count);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return concatUint8Arrays(pieces).subarray(0, length);
}
