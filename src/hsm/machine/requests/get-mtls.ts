import { requireMtls } from '../change-mtls.ts';
import type { Context, Outcome } from '../context.ts';

/** Anchors and enforcement, which need no log-in. */
export function getMtls({ state }: Context): Outcome<'getMtls'> {
  requireMtls(state);
  return { state, reply: { ok: true, ...state.mtls } };
}
