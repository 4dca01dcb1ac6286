import { findCertificate } from '../certificates/hsm-certificates.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';

/** getCert, which needs no log-in. */
export function getCertificate(
  { state }: Context,
  request: RequestOf<'getCertificate'>,
): Outcome<'getCertificate'> {
  const type = requireNumber(request.type, 'certificate-type');
  const certificate = findCertificate(state, type);
  if (certificate === undefined) {
    throw new Refused('RET_INVALID_INPUT', { code: 'certificate-type-unknown', type });
  }
  return { state, reply: { ok: true, certificate } };
}
