import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser } from '../keys/access.ts';
import { addKeys } from '../keys/add-keys.ts';
import { measurePublic } from '../keys/measure.ts';
import { makeRecord } from '../keys/new-record.ts';
import { takePublicKey } from '../keys/take-key.ts';
import { Refused } from '../refused.ts';

/** `key import pem`: public keys only, as there. */
export function importKey(
  context: Context,
  { session, type, publicKey, key }: RequestOf<'importKey'>,
): Outcome<'importKey'> {
  const { state } = context;
  const owner = requireCryptoUser(state, session);
  const opened = takePublicKey(type, publicKey);
  if (opened === undefined) {
    throw new Refused('RET_INVALID_INPUT', { code: 'key-import-malformed', keyType: type });
  }
  const measured = measurePublic(opened.kind, opened.spki);
  const made = makeRecord(state, owner, key, measured, 'brought');
  const { state: next, operation, handles } = addKeys(context, owner, [made]);
  const [handle = 0] = handles;
  return { state: next, reply: { ok: true, operation, handle } };
}
