import { type Context, numberChange, type Outcome, type RequestOf } from '../context.ts';
import { requireCryptoUser, requireOwned } from '../keys/access.ts';
import { dropKeys } from '../keys/drop-keys.ts';
import { Refused } from '../refused.ts';

/** `key delete`, which no quorum covers (AWS CloudHSM user guide, "key delete": no --approval). */
export function deleteKey(
  context: Context,
  { session, handle }: RequestOf<'deleteKey'>,
): Outcome<'deleteKey'> {
  const { state, environment } = context;
  const record = requireOwned(context, requireCryptoUser(state, session), handle);
  if (!record.flags.destroyable) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'key-not-destroyable', handle });
  }
  const { state: next, operation } = numberChange(dropKeys(state, environment.objects, [handle]));
  return { state: next, reply: { ok: true, operation } };
}
