import {
  type Context,
  type LoggedIn,
  type Outcome,
  type RequestOf,
  recordChange,
  replaceUser,
  requireLogin,
  requireOfficer,
} from '../context.ts';
import { requireType, requireUser } from '../find-user.ts';
import { hashPassword, saltOfUser } from '../password.ts';
import { Refused } from '../refused.ts';
import { passQuorum, type QuorumPassed } from '../spend-token.ts';
import type { HsmState, User } from '../state.ts';
import { requireLoggedOut, requirePassword } from './user-checks.ts';

/**
 * changePswd: one's own without a quorum; another's as an officer, which also unlocks the user. A
 * PRECO becomes the PCO by it, in some editions a CO.
 */
export function changePassword(
  context: Context,
  request: RequestOf<'changePswd'>,
): Outcome<'changePswd'> {
  const { state } = context;
  const actor = requireLogin(state, request.session);
  if (requireType(request.type) === 'AU' && !state.rules.applianceUsers) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'password-of-appliance-user' });
  }
  const user = requireUser(state, request.type, request.name);
  requirePassword(request.password);
  const passed =
    user.id === actor.user.id
      ? { state, note: {} }
      : passForAnother(state, requireOfficer(state, request.session), user);
  const changed: User = {
    ...user,
    type: user.type === 'PRECO' ? state.rules.typeOnceActivated : user.type,
    password: hashPassword(request.password, saltOfUser(state.clusterKey, user.name)),
    loginFailures: 0,
  };
  const { state: next, operation } = recordChange(
    { ...passed.state, users: replaceUser(passed.state.users, changed) },
    actor.session,
    user.id,
    user,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    // Of a PRECO as the PRECO that it was: so the log shows the activation.
    note: { user: { name: user.name, type: user.type }, ...passed.note },
  };
}

function passForAnother(state: HsmState, officer: LoggedIn, user: User): QuorumPassed {
  requireLoggedOut(state, user);
  return passQuorum(state, officer, 'userManagement');
}
