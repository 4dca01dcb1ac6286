import {
  type Context,
  type Outcome,
  type RequestOf,
  recordChange,
  replaceUser,
  requireLogin,
} from '../context.ts';
import { requireUser } from '../find-user.ts';
import { countKey } from '../keep-key.ts';
import { hashPassword, saltOfUser } from '../password.ts';
import { noteKey } from '../quorum.ts';
import { proveKey } from '../second-factor.ts';
import type { User } from '../state.ts';
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
  const changed: User = {
    ...user,
    secondFactor: key,
    ...(request.changeQuorum ? { quorumKey: key } : {}),
    ...(request.password === undefined
      ? {}
      : {
          password: hashPassword(request.password, saltOfUser(state.clusterKey, user.name)),
          loginFailures: 0,
        }),
  };
  const { state: next, operation } = recordChange(
    {
      ...passed.state,
      users: replaceUser(passed.state.users, changed),
      next: key === null ? passed.state.next : countKey(passed.state, key),
    },
    actor.session,
    user.id,
    user,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    note: {
      user: { name: user.name, type: user.type },
      ...noteKey(key),
      ...passed.note,
    },
  };
}
