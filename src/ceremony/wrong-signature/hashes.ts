/** The hash functions that a signature may have been made with, SHA-256 first. */
import { createHash } from 'node:crypto';

export interface HashFunction {
  /** For people. */
  readonly name: string;
  /** For node:crypto. */
  readonly algorithm: string;
  readonly bytes: number;
  /** Its object identifier in DER, content only (RFC 8017, B.1; NIST CSOR for SHA-3). */
  readonly oid: Uint8Array;
}

function define(name: string, algorithm: string, bytes: number, oid: string): HashFunction {
  return { name, algorithm, bytes, oid: Buffer.from(oid, 'hex') };
}

export const SHA256: HashFunction = define('SHA-256', 'sha256', 32, '608648016503040201');

export const SHA1: HashFunction = define('SHA-1', 'sha1', 20, '2b0e03021a');

export const HASH_FUNCTIONS: readonly HashFunction[] = [
  SHA256,
  SHA1,
  define('SHA-384', 'sha384', 48, '608648016503040202'),
  define('SHA-512', 'sha512', 64, '608648016503040203'),
  define('SHA-224', 'sha224', 28, '608648016503040204'),
  define('SHA-512/256', 'sha512-256', 32, '608648016503040206'),
  define('SHA3-256', 'sha3-256', 32, '608648016503040208'),
  define('SHA3-384', 'sha3-384', 48, '608648016503040209'),
  define('SHA3-512', 'sha3-512', 64, '60864801650304020a'),
  define('MD5', 'md5', 16, '2a864886f70d0205'),
];

export function hashWith(hash: HashFunction, ...pieces: readonly Uint8Array[]): Buffer {
  const state = createHash(hash.algorithm);
  for (const piece of pieces) state.update(piece);
  return state.digest();
}
