import type { HsmEnvironment } from '../machine/environment.ts';
import { failRequest, type StepResult, step } from '../machine/machine.ts';
import type { HsmState } from '../machine/state.ts';
import type { HsmRequest } from '../protocol.ts';
import { MANY_TOKENS } from './faults.ts';

/** Ways in which an HSM answers, with faults and without them. */

/** How an HSM answers a request: as {@link step} does. */
export type Answer = <R extends HsmRequest>(
  state: HsmState,
  request: R,
  environment: HsmEnvironment,
) => StepResult<R['op']>;

/** A server out of reach: its HSM knows nothing of the request. */
export const unreached: Answer = (state) => ({
  state,
  reply: { ok: false, error: 'RET_FAULT', reason: { code: 'fault-drop' } },
  events: [],
});

/** As {@link step}, but for the newer command line, which lists no tokens where there are many. */
export const failAtManyTokens: Answer = (state, request, environment) => {
  const tokens = state.tokens.length;
  if (request.op !== 'listTokens' || environment.client === 'classic' || tokens < MANY_TOKENS) {
    return step(state, request, environment);
  }
  const reason = { code: 'fault-many-tokens', tokens } as const;
  return failRequest(state, request, { ok: false, error: 'RET_FAULT', reason }, environment);
};
