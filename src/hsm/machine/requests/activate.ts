import {
  type Context,
  countOfficers,
  numberChange,
  type Outcome,
  type RequestOf,
  replaceUser,
} from '../context.ts';
import { givePassword } from '../password.ts';
import { Refused } from '../refused.ts';
import type { User } from '../state.ts';
import { requireLoggedOut, requirePassword } from './user-checks.ts';

/**
 * `cluster activate`: the first officer gets its password and becomes an officer, with no log-in, since there
 * is nobody yet who could (AWS CloudHSM user guide, "cluster activate"). Never once there is an officer, whatever
 * PRECO one of them creates: it would be a way to make officers without a quorum.
 */
export function activate(context: Context, request: RequestOf<'activate'>): Outcome<'activate'> {
  const { state } = context;
  const first = state.users.find(({ type }) => type === 'PRECO');
  if (first === undefined || countOfficers(state.users) > 0) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'activated-already' });
  }
  requireLoggedOut(state, first);
  requirePassword(request.password);
  const officer: User = {
    ...first,
    type: state.rules.typeOnceActivated,
    ...givePassword(state, first.name, request.password),
  };
  const { state: next, operation } = numberChange({
    ...state,
    users: replaceUser(state.users, officer),
  });
  // Of a PRECO as the PRECO that it was: so the log shows the activation.
  return {
    state: next,
    reply: { ok: true, operation },
    note: { user: { name: first.name, type: first.type } },
  };
}
