import { SERVICE } from '../../../token/service.ts';
import type { QuorumService } from '../../m-values.ts';
import {
  type Context,
  countOfficers,
  numberChange,
  type Outcome,
  type RequestOf,
  requireOfficer,
} from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { type QuorumPassed, spendToken } from '../spend-token.ts';
import type { HsmState } from '../state.ts';
import { requireService } from './require-service.ts';

/**
 * setMValue: from 1 (off) without a token; afterwards with one of service 4 that has as many approvals
 * as service 4 asks for. Never back to 1, and never above the number of officers.
 */
export function setMValue(context: Context, request: RequestOf<'setMValue'>): Outcome<'setMValue'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const service = requireService(request.service);
  requirePossible(state, requireNumber(request.m, 'm'));
  const passed: QuorumPassed =
    state.mValues[service] === 1
      ? { state, note: {} }
      : spendToken(state, officer, 'miscCo', requireMiscCo(state, service));
  const { state: next, operation } = numberChange({
    ...passed.state,
    mValues: { ...state.mValues, [service]: request.m },
  });
  return {
    state: next,
    reply: { ok: true, operation },
    note: { service: SERVICE[service], m: request.m, ...passed.note },
  };
}

function requirePossible(state: HsmState, m: number): void {
  const { maximumM } = state.rules;
  if (!Number.isInteger(m) || m < 2 || m > maximumM) {
    throw new Refused('RET_INVALID_INPUT', { code: 'm-out-of-range', m, maximum: maximumM });
  }
  const officers = countOfficers(state.users);
  if (m > officers)
    throw new Refused('RET_POLICY_MISMATCH', { code: 'm-above-officers', m, officers });
}

/** The M value of service 4, for a change that needs its token. */
function requireMiscCo(state: HsmState, changed: QuorumService): number {
  const required = state.mValues.miscCo;
  if (required > 1) return required;
  throw new Refused('RET_MXN_AUTH_FAILED', { code: 'm-needs-misc-co', service: changed });
}
