/**
 * The arithmetic that the pure rooms are handed, so that they run anywhere: on node:crypto in the
 * command line (src/node/node-crypto.ts), on whatever a web page has there.
 */

/** Hash functions that people sign with by mistake, and SHA-256; by node:crypto's names. */
export type HashName =
  | 'sha256'
  | 'sha1'
  | 'sha224'
  | 'sha384'
  | 'sha512'
  | 'sha512-256'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'
  | 'md5';

/** An RSA public key as two numbers, big-endian, without zeros in front. */
export interface RsaPublicNumbers {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

export interface CryptoProvider {
  /** The quorum's own hash function: 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /**
   * Any hash function: it only serves to tell how a wrong signature was made.
   *
   * @returns the digest; nothing where this platform has not that function
   */
  hash(name: HashName, bytes: Uint8Array): Uint8Array | undefined;
  /**
   * RSAVP1 (RFC 8017, 5.2.2): `block` to the power of the exponent.
   *
   * @returns as many bytes as the modulus has; nothing where the block has not as many, or is not
   *   below the modulus
   */
  publicOperation(key: RsaPublicNumbers, block: Uint8Array): Uint8Array | undefined;
}
