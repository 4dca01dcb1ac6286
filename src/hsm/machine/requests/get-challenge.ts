import { giveChallenge } from '../challenge.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireName, requireType } from '../find-user.ts';
import { requireProcess } from '../require-process.ts';

/**
 * What a second factor is to sign. Whether there is such a user, and whether it has a second factor, is not
 * told: whoever cannot log in learns nothing.
 */
export function getChallenge(
  context: Context,
  request: RequestOf<'getChallenge'>,
): Outcome<'getChallenge'> {
  const { type, name } = { type: requireType(request.type), name: requireName(request.name) };
  requireProcess(context.environment.process);
  const { state, digest } = giveChallenge(context, { purpose: request.purpose, name });
  return { state, reply: { ok: true, digest }, note: { user: { name, type } } };
}
