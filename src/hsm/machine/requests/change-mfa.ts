import { type Context, type Outcome, type RequestOf, requireLogin } from '../context.ts';
import { requireUser } from '../find-user.ts';
import { givePassword } from '../password.ts';
import { proveKey } from '../second-factor.ts';
import type { User } from '../state.ts';
import { recordSecrets } from './record-secrets.ts';
import { passForUser, requireChangeable, requirePassword } from './user-checks.ts';

/**
 * `user change-mfa token-sign`: one's own without a quorum, another's as an officer (AWS CloudHSM user guide,
 * "user change-mfa token-sign", "Rotate MFA keys").
 */
export function changeMfa(context: Context, request: RequestOf<'changeMfa'>): Outcome<'changeMfa'> {
  const { state } = context;
  const actor = requireLogin(state, request.session);
  requireChangeable(state, request.type);
  const user = requireUser(state, request.type, request.name);
  if (request.password !== undefined) requirePassword(request.password);
  const proven =
    request.secondFactor === null
      ? { state, key: null }
      : proveKey(context, user.name, user, request.secondFactor);
  const passed = passForUser({ ...context, state: proven.state }, actor, user, request.approval);
  const { key } = proven;
  const after: User = {
    ...user,
    secondFactor: key,
    ...(request.changeQuorum ? { quorumKey: key } : {}),
    ...(request.password === undefined ? {} : givePassword(state, user.name, request.password)),
  };
  return recordSecrets(passed, actor, { before: user, after, key });
}
