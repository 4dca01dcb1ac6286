import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js';
import type { CryptoProvider, HashName } from '../../crypto-provider.ts';
import { rememberOperations } from './remember-operations.ts';
import { raiseToExponent } from './rsa-operation.ts';

/**
 * Arithmetic for a page: a browser's own is asynchronous, and has neither the hash functions that people sign with
 * by mistake nor the bare RSA operation.
 *
 * @example
 * browserCrypto.sha256(token); // Uint8Array(32)
 */
export const browserCrypto: CryptoProvider = {
  sha256: (bytes) => sha256(bytes),
  hash: (name, bytes) => HASHES[name](bytes),
  publicOperation: rememberOperations(raiseToExponent),
};

const HASHES: Readonly<Record<HashName, (bytes: Uint8Array) => Uint8Array>> = {
  sha256,
  sha1,
  sha224,
  sha384,
  sha512,
  'sha512-256': sha512_256,
  'sha3-256': sha3_256,
  'sha3-384': sha3_384,
  'sha3-512': sha3_512,
  md5,
};
