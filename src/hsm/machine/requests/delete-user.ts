import {
  type Context,
  type Outcome,
  type RequestOf,
  recordChange,
  requireOfficer,
} from '../context.ts';
import { requireUser } from '../find-user.ts';
import { Refused } from '../refused.ts';
import { passQuorum } from '../spend-token.ts';
import { removeUser, requireLoggedOut } from './user-checks.ts';

/**
 * deleteUser: not one who is logged in. The tokens of the user go too. That fewer officers are left than an M
 * value asks for does not matter here: "If you fall below the quorum number of COs, you will no longer be
 * able to administer your cluster" (AWS CloudHSM user guide, 2019 to 2023, "Best practices").
 */
export function deleteUser(
  context: Context,
  request: RequestOf<'deleteUser'>,
): Outcome<'deleteUser'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const user = requireUser(state, request.type, request.name);
  if (user.type === 'AU' && !state.rules.applianceUsers) {
    throw new Refused('RET_POLICY_MISMATCH', {
      code: 'user-type-not-deleted',
      userType: user.type,
    });
  }
  requireLoggedOut(state, user);
  const passed = passQuorum(context, officer, 'userManagement', request.approval);
  const { state: next, operation } = recordChange(
    removeUser(passed.state, user),
    officer.session,
    user.id,
    user,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    note: { user: { name: user.name, type: user.type }, ...passed.note },
  };
}
