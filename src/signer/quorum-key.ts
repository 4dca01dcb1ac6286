import type { KeyObject } from 'node:crypto';
import { QUORUM_KEY_BITS } from '../token/quorum-key.ts';

/** FIPS 186-4, B.3.1: exponents are odd and above 2^16. OpenSSL's and everybody's is 65,537. */
const SMALLEST_EXPONENT = 65_537n;

/** Why an HSM would not take a key as an officer's. */
export type QuorumKeyFault =
  /** it is not RSA; `type` is by node:crypto's name */
  | { readonly fault: 'type'; readonly type: string | undefined }
  /** it has not {@link QUORUM_KEY_BITS} bits */
  | { readonly fault: 'bits'; readonly bits: number }
  | { readonly fault: 'exponent'; readonly exponent: bigint };

/**
 * Finds why an HSM would not take a key as an officer's.
 *
 * @param key public or private
 * @returns one fault or more; none where the HSM would take it
 * @example
 * const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
 * findQuorumKeyFaults(publicKey); // [{ fault: 'bits', bits: 1024 }]
 */
export function findQuorumKeyFaults(key: KeyObject): readonly QuorumKeyFault[] {
  if (key.asymmetricKeyType !== 'rsa') return [{ fault: 'type', type: key.asymmetricKeyType }];
  const { modulusLength: bits = 0, publicExponent: exponent = 0n } = key.asymmetricKeyDetails ?? {};
  const faults: QuorumKeyFault[] = [];
  if (bits !== QUORUM_KEY_BITS) faults.push({ fault: 'bits', bits });
  if (exponent < SMALLEST_EXPONENT || exponent % 2n === 0n) {
    faults.push({ fault: 'exponent', exponent });
  }
  return faults;
}
