import type { KeyObject } from 'node:crypto';

/** Bits of the RSA keys that HSMs register (AWS CloudHSM user guide, "Using quorum authentication"). */
export const QUORUM_KEY_BITS = 2048;

/** FIPS 186-4, B.3.1: exponents are odd and above 2^16. OpenSSL's and everybody's is 65,537. */
const SMALLEST_EXPONENT = 65_537n;

/**
 * Why an HSM would not take a key as an officer's.
 *
 * @param key public or private
 * @returns one reason in words, or more; none where the HSM would take it
 * @example
 * findQuorumKeyFaults(key); // ['it has 4096 bits, and HSMs take 2048 bits only']
 */
export function findQuorumKeyFaults(key: KeyObject): readonly string[] {
  if (key.asymmetricKeyType !== 'rsa') {
    return [`it is of type ${key.asymmetricKeyType ?? 'unknown'}, and HSMs take RSA keys only`];
  }
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const faults: string[] = [];
  if (modulusLength !== QUORUM_KEY_BITS) {
    faults.push(`it has ${modulusLength} bits, and HSMs take ${QUORUM_KEY_BITS} bits only`);
  }
  if (publicExponent < SMALLEST_EXPONENT || publicExponent % 2n === 0n) {
    faults.push(
      `its public exponent is ${publicExponent}, and FIPS 186-4 wants 65537 or more, odd`,
    );
  }
  return faults;
}
