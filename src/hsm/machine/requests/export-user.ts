import { type Context, type Outcome, type RequestOf, requireOfficer } from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { sealUser } from '../seal-user.ts';

/** The first half of syncUser: one user, sealed for the other HSMs of the cluster. */
export function exportUser(
  context: Context,
  request: RequestOf<'exportUser'>,
): Outcome<'exportUser'> {
  const { state } = context;
  requireOfficer(state, request.session);
  const id = requireNumber(request.id, 'id');
  const user = state.users.find((candidate) => candidate.id === id);
  if (user === undefined) {
    throw new Refused('RET_USER_DOES_NOT_EXIST', { code: 'user-id-unknown', id });
  }
  return { state, reply: { ok: true, user: sealUser(state, user) } };
}
