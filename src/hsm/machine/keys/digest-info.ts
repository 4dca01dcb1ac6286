import { createHash } from 'node:crypto';

import type { KeyHash } from '../../keys.ts';

/** What stands before the digest in a DigestInfo (RFC 8017, 9.2, note 1), hex. */
const PREFIXES: Readonly<Record<KeyHash, string>> = {
  sha1: '3021300906052b0e03021a05000414',
  sha224: '302d300d06096086480165030402040500041c',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/** Of a digest, bytes. */
export const HASH_BYTES: Readonly<Record<KeyHash, number>> = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** The DER of a DigestInfo. */
export function encodeDigestInfo(hash: KeyHash, digest: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(PREFIXES[hash], 'hex'), digest]);
}

/** Whether bytes are a DigestInfo of that hash, in its one encoding. */
export function isDigestInfo(hash: KeyHash, bytes: Uint8Array): boolean {
  const digest = bytes.subarray(PREFIXES[hash].length / 2);
  return (
    digest.length === HASH_BYTES[hash] &&
    Buffer.compare(encodeDigestInfo(hash, digest), bytes) === 0
  );
}

export function hashData(hash: KeyHash, data: Uint8Array): Uint8Array {
  return createHash(hash).update(data).digest();
}
