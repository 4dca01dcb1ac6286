import { createPublicKey, type KeyObject } from 'node:crypto';
import { findQuorumKeyProblems, type QuorumKeyProblem } from '../token/quorum-key.ts';
import { numbersOf } from './rsa-key-object.ts';

/** Why an HSM would not take a key as an officer's. */
export type QuorumKeyFault =
  /** it is not RSA; `type` is by node:crypto's name */
  { readonly code: 'type'; readonly type: string | undefined } | QuorumKeyProblem;

/**
 * Finds why an HSM would not take a key as an officer's.
 *
 * @param key public or private
 * @returns one fault or more; none where the HSM would take it
 * @example
 * const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
 * findQuorumKeyFaults(publicKey); // [{ code: 'size', bits: 1024, expected: 2048 }]
 */
export function findQuorumKeyFaults(key: KeyObject): readonly QuorumKeyFault[] {
  if (key.asymmetricKeyType !== 'rsa') return [{ code: 'type', type: key.asymmetricKeyType }];
  return findQuorumKeyProblems(numbersOf(key.type === 'private' ? createPublicKey(key) : key));
}
