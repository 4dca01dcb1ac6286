/** The hash functions that a signature may have been made with, SHA-256 first. */
import { concatUint8Arrays, hexToUint8Array } from 'uint8array-extras';
import type { CryptoProvider, HashName } from '../../crypto-provider.ts';
import { SHA256_OID } from '../../signer/encodings/pkcs1-block.ts';

export interface HashFunction {
  readonly name: HashName;
  readonly bytes: number;
  /** Its object identifier in DER, content only (RFC 8017, B.1; NIST CSOR for SHA-3). */
  readonly oid: Uint8Array;
}

function define(name: HashName, bytes: number, oid: string): HashFunction {
  return { name, bytes, oid: hexToUint8Array(oid) };
}

export const SHA256: HashFunction = { name: 'sha256', bytes: 32, oid: SHA256_OID };

export const SHA1: HashFunction = define('sha1', 20, '2b0e03021a');

export const HASH_FUNCTIONS: readonly HashFunction[] = [
  SHA256,
  SHA1,
  define('sha384', 48, '608648016503040202'),
  define('sha512', 64, '608648016503040203'),
  define('sha224', 28, '608648016503040204'),
  define('sha512-256', 32, '608648016503040206'),
  define('sha3-256', 32, '608648016503040208'),
  define('sha3-384', 48, '608648016503040209'),
  define('sha3-512', 64, '60864801650304020a'),
  define('md5', 16, '2a864886f70d0205'),
];

/** @returns nothing where the platform has not that function */
export function hashWith(
  crypto: CryptoProvider,
  hash: HashFunction,
  ...pieces: readonly Uint8Array[]
): Uint8Array | undefined {
  return crypto.hash(hash.name, concatUint8Arrays([...pieces]));
}
