import type { CurveName } from '../../keys.ts';
import type { HsmRequest } from '../../protocol.ts';

/**
 * ECDSA over a digest that is there already (FIPS 186-5, 6.4), which node:crypto does not offer for EC keys: it
 * hashes what it signs. Handed in, since it takes longer to load than most requests take.
 */
export interface DigestEcdsa {
  /**
   * @param secret the private number, as long as the order of the curve
   * @param entropy random bytes, so that no two signatures are the same
   * @returns r and s, each as long as the order
   */
  sign(curve: CurveName, secret: Uint8Array, digest: Uint8Array, entropy: Uint8Array): Uint8Array;
  /**
   * Whether r and s are a signature of a digest; what is of another length, or out of range, is none.
   *
   * @param point the public key, an uncompressed point
   */
  verify(curve: CurveName, point: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean;
}

/** Whether a request is answered with that. */
export function needsDigestEcdsa(request: HsmRequest): boolean {
  if (request.op !== 'sign' && request.op !== 'verify') return false;
  return request.mechanism.type === 'ecdsa' && request.mechanism.isDigest;
}

/** For all other requests. */
export const NO_DIGEST_ECDSA: DigestEcdsa = { sign: refuse, verify: refuse };

function refuse(): never {
  throw new Error('ECDSA over a digest was not loaded');
}
