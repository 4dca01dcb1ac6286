import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser } from '../keys/access.ts';
import { addKeys } from '../keys/add-keys.ts';
import { measurePrivate, measurePublic, type PairKind } from '../keys/measure.ts';
import { makeRecord } from '../keys/new-record.ts';
import { requirePairSize } from '../keys/sizes.ts';

/** `key generate-asymmetric-pair`: the public key has the handle before the private one's, as the guide shows. */
export function generateKeyPair(
  context: Context,
  { session, pair, publicKey, privateKey }: RequestOf<'generateKeyPair'>,
): Outcome<'generateKeyPair'> {
  const { state, environment } = context;
  const owner = requireCryptoUser(state, session);
  requirePairSize(pair);
  const kind: PairKind =
    pair.type === 'ec' ? { type: 'ec', curve: pair.curve } : { type: 'rsa', curve: null };
  const made = environment.keyMaker.makePair(pair);
  const {
    state: next,
    operation,
    handles,
  } = addKeys(context, owner, [
    makeRecord(state, owner, publicKey, measurePublic(kind, made.spki), 'made'),
    makeRecord(state, owner, privateKey, measurePrivate(kind, made), 'made'),
  ]);
  const [publicHandle = 0, privateHandle = 0] = handles;
  return {
    state: next,
    reply: { ok: true, operation, publicHandle, privateHandle },
  };
}
