import type { NewPair } from '../../key-protocol.ts';

/** A pair of keys, DER: SubjectPublicKeyInfo and PKCS #8. */
export interface MadePair {
  readonly spki: Uint8Array;
  readonly pkcs8: Uint8Array;
}

/**
 * Makes keys. It answers the same for each try of one request, since a request that lost a race is computed
 * again. Never seeded: two clusters of one seed have different keys.
 */
export interface KeyMaker {
  makePair(pair: NewPair): MadePair;
  /** Random bytes: a symmetric key, an initialization vector. */
  makeBytes(bytes: number): Uint8Array;
}
