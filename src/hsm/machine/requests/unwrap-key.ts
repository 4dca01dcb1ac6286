import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireMaterial, requireSeen } from '../keys/access.ts';
import { addKeys } from '../keys/add-keys.ts';
import { type Measured, measurePrivate, measureSecret } from '../keys/measure.ts';
import { makeRecord } from '../keys/new-record.ts';
import { passKeyQuorum } from '../keys/pass-key-quorum.ts';
import { isSecretSize } from '../keys/sizes.ts';
import { takePrivateKey } from '../keys/take-key.ts';
import { unwrapMaterial } from '../keys/unwrap-material.ts';
import { requireWrapping } from '../keys/wrap-mechanism.ts';
import { Refused } from '../refused.ts';

type Request = RequestOf<'unwrapKey'>;

/**
 * `key unwrap`, with a key of one's own or one that is shared, by that key's quorum. What is wrong with what is
 * wrapped is not told: it would be an oracle for whoever has not the key.
 */
export function unwrapKey(context: Context, request: Request): Outcome<'unwrapKey'> {
  const owner = requireCryptoUser(context.state, request.session);
  const wrapping = requireSeen(context, owner, request.wrapping);
  requireWrapping(wrapping, request.mechanism, 'unwrap');
  const manage = { record: wrapping, service: 'manageKey' } as const;
  const passed = passKeyQuorum(context, owner, manage, request.approval);
  const key = requireMaterial(context, wrapping.handle);
  const material = unwrapMaterial(key, request.mechanism, request);
  const measured = material && measure(request, material);
  if (measured === undefined) throw new Refused('RET_INVALID_INPUT', { code: 'unwrap-failed' });
  const made = makeRecord(passed.state, owner, request.key, measured, 'brought');
  const added = addKeys({ ...context, state: passed.state }, owner, [made]);
  const [handle = 0] = added.handles;
  return {
    state: added.state,
    reply: { ok: true, operation: added.operation, handle },
    note: passed.note,
  };
}

/** What was wrapped, where it is a key of the class and type that it is to be. */
function measure({ class: keyClass, type }: Request, material: Uint8Array): Measured | undefined {
  if (type === 'aes' || type === 'generic-secret') {
    const isKey = keyClass === 'secret-key' && isSecretSize(type, material.length);
    return isKey ? measureSecret(type, material) : undefined;
  }
  const opened = keyClass === 'private-key' ? takePrivateKey(type, material) : undefined;
  return opened && measurePrivate(opened.kind, opened);
}
