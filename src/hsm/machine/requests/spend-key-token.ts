import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireSeen } from '../keys/access.ts';
import { passKeyQuorum } from '../keys/pass-key-quorum.ts';

/**
 * Gives away the token of an operation that another HSM does: so a token file is good for one signature, however
 * many HSMs a cluster has.
 */
export function spendKeyToken(
  context: Context,
  { session, handle, service, approval }: RequestOf<'spendKeyToken'>,
): Outcome<'spendKeyToken'> {
  const user = requireCryptoUser(context.state, session);
  const record = requireSeen(context, user, handle);
  const passed = passKeyQuorum(context, user, { record, service }, approval);
  return { ...passed, reply: { ok: true } };
}
