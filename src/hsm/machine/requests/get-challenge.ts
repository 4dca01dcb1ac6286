import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireName, requireType } from '../find-user.ts';
import { LIMITS } from '../rules.ts';
import type { Challenge } from '../state.ts';

/** A challenge stands where a SHA-256 digest stands in a signature. */
const DIGEST_BYTES = 32;

/**
 * What a second factor is to sign. Whether there is such a user, and whether it has a second factor, is not
 * told: whoever cannot log in learns nothing.
 */
export function getChallenge(
  { state, environment }: Context,
  request: RequestOf<'getChallenge'>,
): Outcome<'getChallenge'> {
  const { type, name } = { type: requireType(request.type), name: requireName(request.name) };
  const digest = environment.random(DIGEST_BYTES);
  const challenge: Challenge = {
    purpose: request.purpose,
    name,
    digest: Buffer.from(digest).toString('base64'),
    process: environment.process,
  };
  const waiting = state.challenges.filter(({ process }) => environment.isAlive(process));
  const kept = waiting.slice(Math.max(0, waiting.length + 1 - LIMITS.challenges));
  return {
    state: { ...state, challenges: [...kept, challenge] },
    reply: { ok: true, digest },
    note: { user: { name, type } },
  };
}
