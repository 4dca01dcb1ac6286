import type { Context } from './context.ts';
import type { HsmEnvironment } from './environment.ts';
import { isSameProcess } from './is-same-process.ts';
import { Refused } from './refused.ts';
import type { RsaPublicKey } from './rsa-public-key.ts';
import { LIMITS } from './rules.ts';
import type { Challenge, HsmState } from './state.ts';
import { isSignatureRight } from './verify-signature.ts';

/** What second factors are to sign: good once, for one name, and for the process that asked. */

/** What a challenge is for. */
export type ChallengeOf = Pick<Challenge, 'purpose' | 'name'>;

/** A challenge stands where a SHA-256 digest stands in a signature. */
const DIGEST_BYTES = 32;

/**
 * Makes a challenge. One that this process was given before of the same name is forgotten; where there is no
 * space, the oldest goes.
 */
export function giveChallenge(
  { state, environment }: Context,
  { purpose, name }: ChallengeOf,
): { readonly state: HsmState; readonly digest: Uint8Array } {
  const digest = environment.random(DIGEST_BYTES);
  const others = state.challenges.filter((one) => !isFor(one, { purpose, name }, environment));
  const challenge: Challenge = {
    purpose,
    name,
    digest: Buffer.from(digest).toString('base64'),
    process: environment.process,
  };
  const challenges = [...others, challenge].slice(-LIMITS.challenges);
  return { state: { ...state, challenges }, digest };
}

/**
 * Takes the challenge of that name that this process was given: in the state that is returned it is gone.
 * Where the request is refused afterwards, that state is not kept, and the challenge is still good.
 *
 * @throws Refused where there is none
 */
export function takeChallenge(
  { state, environment }: Context,
  { purpose, name }: ChallengeOf,
): { readonly state: HsmState; readonly challenge: Challenge } {
  const challenge = state.challenges.find((one) => isFor(one, { purpose, name }, environment));
  if (challenge === undefined) {
    throw new Refused('RET_INVALID_INPUT', { code: 'challenge-missing', user: name });
  }
  return {
    state: { ...state, challenges: state.challenges.filter((one) => one !== challenge) },
    challenge,
  };
}

/** Whether a signature is of that key over the challenge. */
export function isAnswered(
  { digest }: Challenge,
  key: RsaPublicKey,
  signature: Uint8Array,
): boolean {
  return isSignatureRight(key, Buffer.from(digest, 'base64'), signature);
}

function isFor(
  one: Challenge,
  { purpose, name }: ChallengeOf,
  { process }: HsmEnvironment,
): boolean {
  return one.purpose === purpose && one.name === name && isSameProcess(one.process, process);
}
