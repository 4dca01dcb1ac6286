import { changeMtls, requireMtlsOfficer } from '../change-mtls.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';

/** `cluster mtls deregister-trust-anchor`: never the last one while certificates are asked for. */
export function deregisterTrustAnchor(
  context: Context,
  request: RequestOf<'deregisterTrustAnchor'>,
): Outcome<'deregisterTrustAnchor'> {
  const { state } = context;
  const officer = requireMtlsOfficer(state, request.session);
  const reference = requireNumber(request.reference, 'reference');
  const { anchors, enforcement } = state.mtls;
  const left = anchors.filter((anchor) => anchor.reference !== reference);
  if (left.length === anchors.length) {
    throw new Refused('RET_INVALID_INPUT', { code: 'trust-anchor-unknown', reference });
  }
  if (left.length === 0 && enforcement === 'cluster') {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'trust-anchor-needed' });
  }
  const mtls = { ...state.mtls, anchors: left };
  const { state: next, operation, note } = changeMtls(context, officer, mtls, request.approval);
  return { state: next, reply: { ok: true, operation }, note };
}
