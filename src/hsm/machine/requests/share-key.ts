import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireOwned } from '../keys/access.ts';
import { changeKey } from '../keys/change-key.ts';
import { requireNamedUser } from '../keys/named-user.ts';
import { requireSharable, requireSharer } from '../keys/sharers.ts';
import { Refused } from '../refused.ts';

/** `key share`, and shareKey of the classic console. */
export function shareKey(context: Context, request: RequestOf<'shareKey'>): Outcome<'shareKey'> {
  const { state } = context;
  const owner = requireCryptoUser(state, request.session);
  const before = requireOwned(context, owner, request.handle);
  requireSharable(before);
  const { id, name } = requireSharer(owner.user, requireNamedUser(state, request.user));
  if (before.sharedWith.includes(id)) {
    throw new Refused('RET_INVALID_INPUT', { code: 'key-shared-already', user: name });
  }
  const after = { ...before, sharedWith: [...before.sharedWith, id] };
  return changeKey(context, owner, { before, after }, request.approval);
}
