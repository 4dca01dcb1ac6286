import type { Context, Outcome } from '../context.ts';

/** `quorum token-sign list-timeouts`, which needs no log-in. */
export function getTimeouts({ state }: Context): Outcome<'getTimeouts'> {
  return { state, reply: { ok: true, timeouts: state.timeouts } };
}
