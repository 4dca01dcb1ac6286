import { type Context, numberChange, type Outcome, type RequestOf } from '../context.ts';
import { requireCryptoUser, requireOwned } from '../keys/access.ts';
import { removeKeys } from '../keys/key-table.ts';
import { readRecord } from '../quorum.ts';
import { Refused } from '../refused.ts';

/** `key delete`, with the tokens for it; no quorum covers it (AWS CloudHSM user guide, "key delete": no --approval). */
export function deleteKey(
  context: Context,
  { session, handle }: RequestOf<'deleteKey'>,
): Outcome<'deleteKey'> {
  const { state, environment } = context;
  const record = requireOwned(context, requireCryptoUser(state, session), handle);
  if (!record.flags.destroyable) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'key-not-destroyable', handle });
  }
  const { state: next, operation } = numberChange({
    ...state,
    keys: removeKeys(state.keys, environment.objects, [handle]),
    tokens: state.tokens.filter((token) => readRecord(token).keyHandle !== handle),
  });
  return { state: next, reply: { ok: true, operation } };
}
