import { type Context, type Outcome, type RequestOf, requireLogin } from '../context.ts';

/** As long as a digest, and no multiple of a quorum token's record: nobody signs one for the other. */
const BYTES = 32;

/** `quorum token-sign generate --service registration`: what is to be signed to register a key. */
export function getRegistrationToken(
  { state, environment }: Context,
  request: RequestOf<'getRegistrationToken'>,
): Outcome<'getRegistrationToken'> {
  requireLogin(state, request.session);
  return { state, reply: { ok: true, data: environment.random(BYTES) } };
}
