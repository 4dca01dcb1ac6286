import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireSeen } from '../keys/access.ts';
import { requireFit } from '../keys/sign-mechanism.ts';
import { isDataSignature } from '../keys/verify-data.ts';
import { Refused } from '../refused.ts';

/** `crypto verify`: public keys are for every crypto user. */
export function verify(context: Context, request: RequestOf<'verify'>): Outcome<'verify'> {
  const { state, environment } = context;
  const { handle, mechanism, data, signature } = request;
  const record = requireSeen(context, requireCryptoUser(state, request.session), handle);
  const type = mechanism.type === 'ecdsa' ? 'ec' : 'rsa';
  requireFit(record, mechanism.type, { class: 'public-key', type, attribute: 'verify' });
  const spki = Buffer.from(record.spki ?? '', 'base64');
  const key = { spki, curve: record.curve };
  if (isDataSignature(environment, key, mechanism, data, signature)) {
    return { state, reply: { ok: true } };
  }
  throw new Refused('RET_SIGNATURE_INVALID', { code: 'data-signature-wrong' });
}
