import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireMaterial, requireSeen } from '../keys/access.ts';
import { signData } from '../keys/sign-data.ts';
import { requireFit } from '../keys/sign-mechanism.ts';
import { Refused } from '../refused.ts';

/** `crypto sign`, by the key's owner and by those who share it. */
export function sign(context: Context, request: RequestOf<'sign'>): Outcome<'sign'> {
  const { state, environment } = context;
  const { handle, mechanism, data } = request;
  const record = requireSeen(context, requireCryptoUser(state, request.session), handle);
  const type = mechanism.type === 'ecdsa' ? 'ec' : 'rsa';
  requireFit(record, mechanism.type, { class: 'private-key', type, attribute: 'sign' });
  const required = record.quorum.use;
  if (required > 0) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: 'key-approval-missing',
      handle,
      service: 'useKey',
      required,
    });
  }
  const pkcs8 = requireMaterial(context, handle);
  const signature = signData(pkcs8, mechanism, data, environment.keyMaker.makeBytes);
  return { state, reply: { ok: true, signature } };
}
