import type { KeyProof } from '../protocol.ts';
import { USER_TYPES, type UserType } from '../user-types.ts';
import { isAnswered, takeChallenge } from './challenge.ts';
import type { Context } from './context.ts';
import { keepKey, requireFreeKey } from './keep-key.ts';
import { openQuorumKey } from './quorum-key.ts';
import { Refused } from './refused.ts';
import type { HsmState, QuorumKey, User } from './state.ts';

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
  const { state, challenge } = takeChallenge(context, { purpose: 'register', name });
  if (!isAnswered(challenge, key, proof.signature)) {
    throw new Refused('RET_KEY_REFUSED', { code: 'registration-signature-wrong' });
  }
  const spki = Buffer.from(proof.publicKey).toString('base64');
  return { state, key: keepKey(state, holder, spki) };
}

/**
 * The same, of a key that comes with a password: of officers alone (AWS CloudHSM user guide, 2022 to 2023,
 * "Managing 2FA").
 *
 * @param type of the user that has it from now on
 * @throws Refused
 */
export function proveOfficerKey(
  context: Context,
  { name, type, holder }: { name: string; type: UserType; holder: User | undefined },
  proof: KeyProof,
): ProvenKey {
  if (USER_TYPES[type].isOfficer) return proveKey(context, name, holder, proof);
  throw new Refused('RET_INVALID_USER_TYPE', { code: 'second-factor-not-officer', user: name });
}

/** @returns whether a user's second factor has signed what this process was asked; the challenge is gone */
export function answersChallenge(
  context: Context,
  { name, secondFactor }: User,
  signature: Uint8Array,
): { readonly state: HsmState; readonly isRight: boolean } {
  const { state, challenge } = takeChallenge(context, { purpose: 'login', name });
  const key = secondFactor === null ? undefined : openQuorumKey(secondFactor);
  return { state, isRight: key !== undefined && isAnswered(challenge, key, signature) };
}
