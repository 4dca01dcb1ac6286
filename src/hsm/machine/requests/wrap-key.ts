import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireMaterial, requireOwned } from '../keys/access.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { passKeyQuorum } from '../keys/pass-key-quorum.ts';
import { requireFlag } from '../keys/sign-mechanism.ts';
import { wrapMaterial } from '../keys/wrap-material.ts';
import { requireWrapping } from '../keys/wrap-mechanism.ts';
import { Refused } from '../refused.ts';

/**
 * `key wrap`: of one's own key, with one's own; each by its own quorum (AWS CloudHSM user guide, "key wrap":
 * --wrapping-approval, --payload-approval).
 */
export function wrapKey(context: Context, request: RequestOf<'wrapKey'>): Outcome<'wrapKey'> {
  const { state, environment } = context;
  const { mechanism } = request;
  const owner = requireCryptoUser(state, request.session);
  const wrapping = requireOwned(context, owner, request.wrapping);
  const payload = requireOwned(context, owner, request.payload);
  requireWrapping(wrapping, mechanism, 'wrap');
  requireWrappable(payload, wrapping, mechanism.type);
  const manage = 'manageKey' as const;
  const first = passKeyQuorum(
    context,
    owner,
    { record: wrapping, service: manage },
    request.wrappingApproval,
  );
  const second = passKeyQuorum(
    { ...context, state: first.state },
    owner,
    { record: payload, service: manage },
    request.payloadApproval,
  );
  const key =
    wrapping.spki === null
      ? requireMaterial(context, wrapping.handle)
      : Buffer.from(wrapping.spki, 'base64');
  const material = requireMaterial(context, payload.handle);
  const wrapped = wrapMaterial(key, mechanism, material, environment.keyMaker.makeBytes);
  const tokens = [...(first.note.tokens ?? []), ...(second.note.tokens ?? [])];
  return {
    state: second.state,
    reply: { ok: true, ...wrapped },
    note: tokens.length === 0 ? {} : { tokens },
  };
}

/** @throws Refused where a key does not leave the HSM, or not so */
function requireWrappable(
  payload: KeyRecord,
  wrapping: KeyRecord,
  mechanism: RequestOf<'wrapKey'>['mechanism']['type'],
): void {
  const { handle, class: keyClass, type: keyType } = payload;
  if (keyClass === 'public-key') {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'key-unfit',
      handle,
      mechanism,
      keyClass,
      keyType,
    });
  }
  requireFlag(payload, 'extractable');
  if (payload.flags['wrap-with-trusted']) requireFlag(wrapping, 'trusted');
}
