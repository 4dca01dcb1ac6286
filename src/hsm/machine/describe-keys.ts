import type { AuditedKeys, AuditNote } from '../audit-record.ts';
import type { HsmReply, HsmRequest } from '../protocol.ts';
import { findUser } from './find-user.ts';
import { LIMITS } from './rules.ts';
import type { HsmState } from './state.ts';

/**
 * What the audit log tells of keys: which the request names, which were made, what of them was changed, and for
 * whom.
 *
 * @returns nothing of a request that is about no key
 */
export function describeKeys(
  state: HsmState,
  request: HsmRequest,
  reply: HsmReply<HsmRequest['op']>,
): AuditNote {
  const keys = { ...findNamed(request), ...findMade(reply) };
  return {
    ...findSharer(state, request),
    ...(Object.keys(keys).length > 0 && { keys: { ...NONE, ...keys } }),
    ...(request.op === 'setKeyAttribute' && { attribute: request.attribute }),
  };
}

const NONE: AuditedKeys = { secret: 0, public: 0 };

function findNamed(request: HsmRequest): Partial<AuditedKeys> {
  switch (request.op) {
    case 'wrapKey':
      return { ...nameKey('secret', request.payload), ...nameKey('wrapping', request.wrapping) };
    case 'unwrapKey':
      return nameKey('wrapping', request.wrapping);
    case 'getToken':
      return nameKey('secret', request.key);
    default:
      return 'handle' in request ? nameKey('secret', request.handle) : {};
  }
}

/** A request may name anything: what no HSM gives out stands in no log. */
function nameKey(as: keyof AuditedKeys, handle: number | undefined): Partial<AuditedKeys> {
  const isHandle = Number.isInteger(handle) && Number(handle) > 0;
  return isHandle && Number(handle) <= LIMITS.keyHandle ? { [as]: handle } : {};
}

function findMade(reply: HsmReply<HsmRequest['op']>): Partial<AuditedKeys> {
  if ('privateHandle' in reply) return { secret: reply.privateHandle, public: reply.publicHandle };
  return 'handle' in reply ? { secret: reply.handle } : {};
}

/** With whom a key is shared or no more, as it was asked for where there is no such user. */
function findSharer(state: HsmState, request: HsmRequest): Pick<AuditNote, 'user'> {
  if (request.op !== 'shareKey' && request.op !== 'unshareKey') return {};
  const { user: asked } = request;
  const user =
    typeof asked === 'number'
      ? state.users.find(({ id }) => id === asked)
      : (findUser(state, asked.name) ?? asked);
  return user === undefined ? {} : { user: { name: user.name, type: user.type } };
}
