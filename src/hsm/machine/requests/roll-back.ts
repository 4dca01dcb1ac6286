import {
  type Context,
  type Outcome,
  type RequestOf,
  replaceUser,
  requireLogin,
} from '../context.ts';
import { Refused } from '../refused.ts';
import type { HsmState, Undo } from '../state.ts';
import { removeUser, requireLoggedOut } from './user-checks.ts';

/**
 * rollBack: what B does at a Retry/rollBack/Ignore prompt, on the HSMs where the operation went
 * through. Only for the session that made the change, only once, and only while nothing else of users,
 * keys and M values has changed on this HSM: it must not become a way to delete or to bring back users
 * without a quorum. M values and keys have no way back at all. A token that was spent stays spent.
 */
export function rollBack(context: Context, request: RequestOf<'rollBack'>): Outcome<'rollBack'> {
  const { state } = context;
  const { session } = requireLogin(state, request.session);
  const { undo } = state;
  if (undo === null || undo.operation !== request.operation || undo.session !== session.id) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'not-the-last-change',
      operation: request.operation,
    });
  }
  const touched = undo.before ?? state.users.find((user) => user.id === undo.user);
  return {
    state: { ...undoChange(state, undo), undo: null },
    reply: { ok: true },
    ...(touched && { note: { user: { name: touched.name, type: touched.type } } }),
  };
}

function undoChange(state: HsmState, undo: Undo): HsmState {
  const { before } = undo;
  const now = state.users.find((user) => user.id === undo.user);
  if (before === null) {
    if (now === undefined) return state;
    requireLoggedOut(state, now);
    return removeUser(state, now);
  }
  if (now !== undefined) return { ...state, users: replaceUser(state.users, before) };
  const users = [...state.users, before].sort((a, b) => a.id - b.id);
  return { ...state, users };
}
