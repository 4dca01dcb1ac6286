import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireCryptoUser, requireOwned } from '../keys/access.ts';
import { changeKey } from '../keys/change-key.ts';
import { requireNamedUser } from '../keys/named-user.ts';
import { Refused } from '../refused.ts';
import { usersById } from '../users-by-id.ts';

/**
 * `key unshare`. Never below what the key's quorum asks for, since nobody could ever use or change it again: what
 * a real HSM does then is not documented.
 */
export function unshareKey(
  context: Context,
  request: RequestOf<'unshareKey'>,
): Outcome<'unshareKey'> {
  const { state } = context;
  const owner = requireCryptoUser(state, request.session);
  const before = requireOwned(context, owner, request.handle);
  const { id, name } = requireNamedUser(state, request.user);
  if (!before.sharedWith.includes(id)) {
    throw new Refused('RET_INVALID_INPUT', { code: 'key-not-shared', user: name });
  }
  const sharedWith = before.sharedWith.filter((sharer) => sharer !== id);
  const known = usersById(state.users);
  const left = 1 + sharedWith.filter((sharer) => known.has(sharer)).length;
  const needed = Math.max(before.quorum.manage, before.quorum.use);
  if (left < needed) {
    throw new Refused('RET_POLICY_MISMATCH', {
      code: 'key-sharer-needed',
      user: name,
      left,
      needed,
    });
  }
  return changeKey(context, owner, { before, after: { ...before, sharedWith } }, request.approval);
}
