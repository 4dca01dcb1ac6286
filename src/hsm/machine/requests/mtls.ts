import { X509Certificate } from 'node:crypto';

import type { OperationApproval } from '../../protocol.ts';
import {
  type Context,
  type LoggedIn,
  numberChange,
  type Outcome,
  type RequestOf,
  requireOfficer,
} from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { FIRST_USERS, LIMITS } from '../rules.ts';
import { passQuorum, type QuorumPassed } from '../spend-token.ts';
import type { HsmState, Mtls } from '../state.ts';

/**
 * Mutual TLS as the officers of a cluster set it (AWS CloudHSM user guide, "cluster mtls"): on hsm2m alone, and
 * guarded by the quorum of the cluster's own service.
 */

/** Anchors and enforcement, which need no log-in. */
export function getMtls({ state }: Context): Outcome<'getMtls'> {
  requireMtls(state);
  return { state, reply: { ok: true, ...state.mtls } };
}

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
  const { state: next, operation, note } = change(context, officer, request.approval, mtls);
  return { state: next, reply: { ok: true, operation, reference }, note };
}

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
  const { state: next, operation, note } = change(context, officer, request.approval, mtls);
  return { state: next, reply: { ok: true, operation }, note };
}

/** Only the officer of the name that every HSM begins with may. */
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
  const { state: next, operation, note } = change(context, officer, request.approval, mtls);
  return { state: next, reply: { ok: true, operation }, note };
}

function requireMtls({ type }: HsmState): void {
  if (type === 'hsm2m') return;
  throw new Refused('RET_POLICY_MISMATCH', { code: 'mtls-not-here' });
}

function requireMtlsOfficer(state: HsmState, session: string): LoggedIn {
  requireMtls(state);
  return requireOfficer(state, session);
}

function requireCertificate(der: Uint8Array): void {
  if (der.length > LIMITS.certificate) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'certificate-size',
      bytes: der.length,
      maximum: LIMITS.certificate,
    });
  }
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(der);
  } catch {
    throw new Refused('RET_INVALID_INPUT', { code: 'certificate-malformed' });
  }
  if (certificate.ca && Buffer.compare(certificate.raw, der) === 0) return;
  throw new Refused('RET_INVALID_INPUT', { code: 'certificate-not-ca' });
}

function change(
  context: Context,
  officer: LoggedIn,
  approval: OperationApproval | undefined,
  mtls: Mtls,
): { readonly operation: string } & QuorumPassed {
  const passed = passQuorum(context, officer, 'clusterManagement', approval);
  return { ...numberChange({ ...passed.state, mtls }), note: passed.note };
}
