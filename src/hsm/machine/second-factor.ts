import type { KeyProof } from '../protocol.ts';
import type { Context } from './context.ts';
import { findHolder, openQuorumKey, readQuorumKey } from './quorum-key.ts';
import { Refused } from './refused.ts';
import type { RsaPublicKey } from './rsa-public-key.ts';
import type { Challenge, HsmState, QuorumKey, User } from './state.ts';
import { isSignatureRight } from './verify-signature.ts';

/**
 * Second factors: a key of the user's own, which signs what the HSM asks for (AWS CloudHSM user guide, "Managing
 * two-factor authentication for users", 2022 to 2026).
 */

/** A user whose new key was proven, and the state in which its challenge is gone. */
export interface ProvenKey {
  readonly state: HsmState;
  readonly key: QuorumKey;
}

/**
 * Takes a key that is to become a second factor.
 *
 * @param holder the user that has it from now on; undefined for one who is to be created
 * @throws Refused
 */
export function proveKey(
  context: Context,
  name: string,
  holder: User | undefined,
  proof: KeyProof,
): ProvenKey {
  const key = requireFreeKey(context.state, holder, proof.publicKey);
  const { state, challenge } = takeChallenge(context, 'register', name);
  if (!isAnswered(challenge, key, proof.signature)) {
    throw new Refused('RET_KEY_REFUSED', { code: 'registration-signature-wrong' });
  }
  const spki = Buffer.from(proof.publicKey).toString('base64');
  return { state, key: keepKey(state, holder, spki) };
}

/** @returns whether a user's second factor has signed what this process was asked; the challenge is gone */
export function answersChallenge(
  context: Context,
  { name, secondFactor }: User,
  signature: Uint8Array,
): { readonly state: HsmState; readonly isRight: boolean } {
  const { state, challenge } = takeChallenge(context, 'login', name);
  const key = secondFactor === null ? undefined : openQuorumKey(secondFactor);
  return { state, isRight: key !== undefined && isAnswered(challenge, key, signature) };
}

/** The key that a user has under the same bytes already, or a new one with the next id. */
export function keepKey(state: HsmState, user: User | undefined, spki: string): QuorumKey {
  const own = [user?.quorumKey, user?.secondFactor].find((key) => key?.spki === spki);
  return own ?? { id: state.next.key, spki };
}

/** The state's counters once a key has its place. */
export function countKey({ next }: HsmState, key: QuorumKey): HsmState['next'] {
  return key.id === next.key ? { ...next, key: next.key + 1 } : next;
}

/** A public key that nobody else has. @throws Refused */
export function requireFreeKey(
  state: HsmState,
  holder: User | undefined,
  spki: Uint8Array,
): RsaPublicKey {
  const key = readQuorumKey(spki);
  if ('code' in key) {
    throw new Refused('RET_KEY_REFUSED', { code: 'key-malformed', problem: key });
  }
  const other = findHolder(state.users, key.modulus);
  if (other === undefined || other.id === holder?.id) return key;
  throw new Refused('RET_KEY_REFUSED', { code: 'key-taken', user: other.name });
}

/** The newest challenge of that name that this process was given; it is good once. @throws Refused */
function takeChallenge(
  { state, environment }: Context,
  purpose: Challenge['purpose'],
  name: string,
): { readonly state: HsmState; readonly challenge: Challenge } {
  const { pid, startTime, bootId, pidNamespace } = environment.process;
  const challenge = state.challenges.findLast(
    ({ process, ...one }) =>
      one.purpose === purpose &&
      one.name === name &&
      process.pid === pid &&
      process.startTime === startTime &&
      process.bootId === bootId &&
      process.pidNamespace === pidNamespace,
  );
  if (challenge === undefined) {
    throw new Refused('RET_INVALID_INPUT', { code: 'challenge-missing', user: name });
  }
  return {
    state: { ...state, challenges: state.challenges.filter((one) => one !== challenge) },
    challenge,
  };
}

function isAnswered({ digest }: Challenge, key: RsaPublicKey, signature: Uint8Array): boolean {
  return isSignatureRight(key, Buffer.from(digest, 'base64'), signature);
}
