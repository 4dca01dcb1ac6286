import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireMaterial, requireSeen } from '../keys/access.ts';
import { passKeyQuorum } from '../keys/pass-key-quorum.ts';
import { signData } from '../keys/sign-data.ts';
import { requireFit } from '../keys/sign-mechanism.ts';

/** `crypto sign`, by the key's owner and by those who share it. */
export function sign(context: Context, request: RequestOf<'sign'>): Outcome<'sign'> {
  const { state, environment } = context;
  const { handle, mechanism, data } = request;
  const user = requireCryptoUser(state, request.session);
  const record = requireSeen(context, user, handle);
  const type = mechanism.type === 'ecdsa' ? 'ec' : 'rsa';
  requireFit(record, mechanism.type, { class: 'private-key', type, attribute: 'sign' });
  const passed = passKeyQuorum(context, user, { record, service: 'useKey' }, request.approval);
  const pkcs8 = requireMaterial(context, handle);
  const signature = signData(environment, { pkcs8, curve: record.curve }, mechanism, data);
  return { ...passed, reply: { ok: true, signature } };
}
