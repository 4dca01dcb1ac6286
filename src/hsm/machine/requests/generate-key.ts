import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser } from '../keys/access.ts';
import { addKeys } from '../keys/add-keys.ts';
import { measureSecret } from '../keys/measure.ts';
import { makeRecord } from '../keys/new-record.ts';
import { requireSecretSize } from '../keys/sizes.ts';

/** `key generate-symmetric`. */
export function generateKey(
  context: Context,
  { session, type, bytes, key }: RequestOf<'generateKey'>,
): Outcome<'generateKey'> {
  const { state, environment } = context;
  const owner = requireCryptoUser(state, session);
  requireSecretSize(type, bytes);
  const measured = measureSecret(type, environment.keyMaker.makeBytes(bytes));
  const made = makeRecord(state, owner, key, measured, 'made');
  const { state: next, operation, handles } = addKeys(context, owner, [made]);
  const [handle = 0] = handles;
  return {
    state: next,
    reply: { ok: true, operation, handle },
  };
}
