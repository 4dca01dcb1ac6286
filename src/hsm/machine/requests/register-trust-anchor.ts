import { changeMtls, requireMtlsOfficer } from '../change-mtls.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import { findCertificateProblem } from '../trust-anchor.ts';

/** `cluster mtls register-trust-anchor`: under the first reference that is free. */
export function registerTrustAnchor(
  context: Context,
  request: RequestOf<'registerTrustAnchor'>,
): Outcome<'registerTrustAnchor'> {
  const { state } = context;
  const officer = requireMtlsOfficer(state, request.session);
  requireCertificate(request.certificate);
  const certificate = Buffer.from(request.certificate).toString('base64');
  const { anchors } = state.mtls;
  const twin = anchors.find((anchor) => anchor.certificate === certificate);
  if (twin !== undefined) {
    const { reference } = twin;
    throw new Refused('RET_POLICY_MISMATCH', { code: 'trust-anchor-twice', reference });
  }
  const taken = anchors.map((anchor) => anchor.reference);
  const reference = [1, 2].find((one) => !taken.includes(one));
  if (reference === undefined) {
    throw new Refused('RET_POLICY_MISMATCH', {
      code: 'trust-anchors-full',
      maximum: LIMITS.trustAnchors,
    });
  }
  const mtls = {
    ...state.mtls,
    anchors: [...anchors, { reference, certificate }].sort((a, b) => a.reference - b.reference),
  };
  const { state: next, operation, note } = changeMtls(context, officer, mtls, request.approval);
  return { state: next, reply: { ok: true, operation, reference }, note };
}

function requireCertificate(der: Uint8Array): void {
  const code = findCertificateProblem(der);
  if (code === undefined) return;
  throw new Refused(
    'RET_INVALID_INPUT',
    code === 'certificate-size'
      ? { code, bytes: der.length, maximum: LIMITS.certificate }
      : { code },
  );
}
