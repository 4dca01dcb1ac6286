import {
  type Context,
  numberChange,
  type Outcome,
  type RequestOf,
  requireOfficer,
} from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { LIMITS } from '../rules.ts';

/** `quorum token-sign set-timeout`: an officer's, and outside the quorum. */
export function setTimeout(
  context: Context,
  request: RequestOf<'setTimeout'>,
): Outcome<'setTimeout'> {
  const { state } = context;
  requireOfficer(state, request.session);
  const seconds = requireNumber(request.seconds, 'seconds');
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LIMITS.tokenTimeout) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'timeout-out-of-range',
      seconds,
      maximum: LIMITS.tokenTimeout,
    });
  }
  const { state: next, operation } = numberChange({
    ...state,
    timeouts: { ...state.timeouts, [request.which]: seconds },
  });
  return { state: next, reply: { ok: true, operation } };
}
