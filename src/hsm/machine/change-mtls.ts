import type { OperationApproval } from '../protocol.ts';
import { type Context, type LoggedIn, numberChange, requireOfficer } from './context.ts';
import { Refused } from './refused.ts';
import { passQuorum, type QuorumPassed } from './spend-token.ts';
import type { HsmState, Mtls } from './state.ts';

/**
 * Mutual TLS as the officers of a cluster set it (AWS CloudHSM user guide, "cluster mtls"): on hsm2m alone, and
 * guarded by the quorum of the cluster's own service.
 */

/** @throws Refused where the HSM knows nothing of mutual TLS */
export function requireMtls({ type }: HsmState): void {
  if (type === 'hsm2m') return;
  throw new Refused('RET_POLICY_MISMATCH', { code: 'mtls-not-here' });
}

/** The officer who changes it. @throws Refused */
export function requireMtlsOfficer(state: HsmState, session: string): LoggedIn {
  requireMtls(state);
  return requireOfficer(state, session);
}

/** Lets a change through, if it needs no quorum or has one. @throws Refused */
export function changeMtls(
  context: Context,
  officer: LoggedIn,
  mtls: Mtls,
  approval: OperationApproval | undefined,
): QuorumPassed & { readonly operation: string } {
  const passed = passQuorum(context, officer, 'clusterManagement', approval);
  return { ...numberChange({ ...passed.state, mtls }), note: passed.note };
}
