import { changeMtls, requireMtlsOfficer } from '../change-mtls.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { Refused } from '../refused.ts';
import { FIRST_USERS } from '../rules.ts';

/** `cluster mtls set-enforcement`: only the officer of the name that every HSM begins with may. */
export function setMtlsEnforcement(
  context: Context,
  request: RequestOf<'setMtlsEnforcement'>,
): Outcome<'setMtlsEnforcement'> {
  const { state } = context;
  const officer = requireMtlsOfficer(state, request.session);
  if (officer.user.name !== FIRST_USERS[0]) {
    throw new Refused('RET_PERMISSION_DENIED', {
      code: 'not-the-first-officer',
      user: officer.user.name,
    });
  }
  if (request.level === 'cluster' && state.mtls.anchors.length === 0) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'trust-anchor-needed' });
  }
  const mtls = { ...state.mtls, enforcement: request.level };
  const { state: next, operation, note } = changeMtls(context, officer, mtls, request.approval);
  return { state: next, reply: { ok: true, operation }, note };
}
