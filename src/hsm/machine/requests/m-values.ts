import { SERVICE } from '../../protocol.ts';
import {
  type Context,
  countOfficers,
  numberChange,
  type Outcome,
  type RequestOf,
  requireOfficer,
} from '../context.ts';
import { findMValue, isQuorumService, type QuorumService, SERVICE_NAMES } from '../quorum.ts';
import { Refused } from '../refused.ts';
import { type QuorumPassed, spendToken } from '../spend-token.ts';
import type { HsmState } from '../state.ts';

/** A service that has an M value. @throws Refused */
export function requireService(service: number): QuorumService {
  if (isQuorumService(service)) return service;
  throw new Refused(
    'RET_INVALID_INPUT',
    `there is no service ${service}; there are 3 (USER_MGMT) and 4 (MISC_CO)`,
  );
}

/** getMValue, which needs no log-in. */
export function getMValue(context: Context, request: RequestOf<'getMValue'>): Outcome<'getMValue'> {
  const m = findMValue(context.state, requireService(request.service));
  return { state: context.state, reply: { ok: true, m } };
}

/**
 * setMValue: from 1 (off) without a token; afterwards with one of service 4 that has as many approvals
 * as service 4 asks for. Never back to 1, and never above the number of officers.
 */
export function setMValue(context: Context, request: RequestOf<'setMValue'>): Outcome<'setMValue'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const service = requireService(request.service);
  requirePossible(state, request.m);
  const passed: QuorumPassed =
    findMValue(state, service) === 1
      ? { state, note: {} }
      : spendToken(state, officer, SERVICE.miscCo, requireMiscCo(state, service));
  const mValues =
    service === SERVICE.userManagement
      ? { ...state.mValues, userManagement: request.m }
      : { ...state.mValues, miscCo: request.m };
  const { state: next, operation } = numberChange({ ...passed.state, mValues });
  return {
    state: next,
    reply: { ok: true, operation },
    note: { service, m: request.m, ...passed.note },
  };
}

function requirePossible(state: HsmState, m: number): void {
  const { maximumM } = state.rules;
  if (!Number.isInteger(m) || m < 2 || m > maximumM) {
    throw new Refused(
      'RET_INVALID_INPUT',
      `M value ${m}, expected 2 to ${maximumM}; a quorum cannot be switched off`,
    );
  }
  const officers = countOfficers(state.users);
  if (m > officers) {
    throw new Refused('RET_POLICY_MISMATCH', `M value ${m}, but there are ${officers} officers`);
  }
}

/** The M value of service 4, for a change that needs its token. */
function requireMiscCo(state: HsmState, changed: QuorumService): number {
  const required = findMValue(state, SERVICE.miscCo);
  if (required > 1) return required;
  throw new Refused(
    'RET_MXN_AUTH_FAILED',
    `the M value of service ${changed} (${SERVICE_NAMES[changed]}) is on, so a change of it needs a ` +
      'token of service 4 (MISC_CO), which is to be had only once its own M value is set: ' +
      'setMValue 4 M',
  );
}
