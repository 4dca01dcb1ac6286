import type { QuorumKeyFault } from '../signer/quorum-key.ts';
import type { KeyProblem } from '../token/quorum-key.ts';
import { countNoun } from './count-noun.ts';

/**
 * Why a key is no quorum key, as a clause about it.
 *
 * @example
 * describeKeyProblem({ code: 'size', bits: 4096, expected: 2048 });
 * // 'it has 4096 bits, and HSMs take 2048 bits only'
 */
export function describeKeyProblem(problem: KeyProblem | QuorumKeyFault): string {
  switch (problem.code) {
    case 'not-spki':
      return 'it is not a SubjectPublicKeyInfo of an RSA key in DER';
    case 'type':
      return `it is of type ${problem.type ?? 'unknown'}, and HSMs take RSA keys only`;
    case 'size':
      return `it has ${countNoun(problem.bits, 'bit')}, and HSMs take ${countNoun(problem.expected, 'bit')} only`;
    case 'modulus':
      return 'its modulus is not odd';
    case 'modulus-factor':
      return `its modulus can be divided by ${problem.factor}, so that anybody can work the private key out`;
    case 'exponent':
      return `its public exponent is ${problem.exponent}, and only odd ones from 3 on make signatures`;
    case 'exponent-size':
      return `its public exponent has more than ${countNoun(problem.maximumBits, 'bit')}`;
  }
}

/** That a key has an exponent that is taken and seldom seen, as a clause about it. */
export function describeUnusualExponent(exponent: string): string {
  return `its public exponent is ${exponent}, and that of nearly all keys is 65537`;
}
