import type { QuorumKeyFault } from '../signer/quorum-key.ts';
import { QUORUM_KEY_BITS } from '../token/quorum-key.ts';

/**
 * Why an HSM would not take a key as an officer's.
 *
 * @example
 * describeKeyFault({ fault: 'bits', bits: 4096 }); // 'it has 4096 bits, and HSMs take 2048 bits only'
 */
export function describeKeyFault(fault: QuorumKeyFault): string {
  switch (fault.fault) {
    case 'type':
      return `it is of type ${fault.type ?? 'unknown'}, and HSMs take RSA keys only`;
    case 'bits':
      return `it has ${fault.bits} bits, and HSMs take ${QUORUM_KEY_BITS} bits only`;
    case 'exponent':
      return `its public exponent is ${fault.exponent}, and FIPS 186-4 wants 65537 or more, odd`;
  }
}
