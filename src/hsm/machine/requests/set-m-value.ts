import { SERVICE } from '../../../token/service.ts';
import { CLIENT_RULES } from '../../clients.ts';
import type { QuorumService } from '../../m-values.ts';
import type { OperationApproval } from '../../protocol.ts';
import {
  type Context,
  countOfficers,
  type LoggedIn,
  numberChange,
  type Outcome,
  type RequestOf,
  requireOfficer,
} from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { type QuorumPassed, spendToken } from '../spend-token.ts';
import { requireService } from './require-service.ts';

/**
 * setMValue: from 1 (off) without a token; afterwards with one of service 4 that has as many approvals
 * as service 4 asks for, and as many as the value that is changed: "only when the number of approvers is
 * the same or higher than the current quorum minimum value" (AWS CloudHSM user guide, 2018 to 2023, "Change
 * the quorum minimum value"). Never back to 1, and never above the number of officers.
 */
export function setMValue(context: Context, request: RequestOf<'setMValue'>): Outcome<'setMValue'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const service = requireService(state, request.service);
  requirePossible(context, requireNumber(request.m, 'm'));
  const passed: QuorumPassed =
    state.mValues[service] === 1
      ? { state, note: {} }
      : spendForChange(context, officer, service, request.approval);
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

function requirePossible({ state, environment }: Context, m: number): void {
  const { maximumM } = state.rules;
  const maximum = Math.min(maximumM, CLIENT_RULES[environment.client].maximumM ?? maximumM);
  if (!Number.isInteger(m) || m < 2 || m > maximum) {
    throw new Refused('RET_INVALID_INPUT', { code: 'm-out-of-range', m, maximum });
  }
  const officers = countOfficers(state.users);
  if (m > officers)
    throw new Refused('RET_POLICY_MISMATCH', { code: 'm-above-officers', m, officers });
}

/** Spends the token of service 4 for a change of an M value that is on. @throws Refused */
function spendForChange(
  context: Context,
  officer: LoggedIn,
  changed: QuorumService,
  approval: OperationApproval | undefined,
): QuorumPassed {
  const { miscCo, [changed]: current } = context.state.mValues;
  if (miscCo <= 1) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'm-needs-misc-co', service: changed });
  }
  return spendToken(
    context,
    officer,
    current <= miscCo
      ? { service: 'miscCo', required: miscCo }
      : { service: 'miscCo', required: current, changed },
    approval,
  );
}
