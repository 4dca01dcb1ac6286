import type { HsmRules } from '../../flavours.ts';
import type { UserType } from '../../user-types.ts';
import {
  type Context,
  type Outcome,
  type RequestOf,
  recordChange,
  requireOfficer,
} from '../context.ts';
import { findUser, requireName, requireType } from '../find-user.ts';
import { countKey } from '../keep-key.ts';
import { givePassword } from '../password.ts';
import { noteKey } from '../quorum.ts';
import { Refused } from '../refused.ts';
import { proveOfficerKey } from '../second-factor.ts';
import { passQuorum } from '../spend-token.ts';
import type { User } from '../state.ts';
import { requirePassword, requireSpace } from './user-checks.ts';

/**
 * createUser: of every type. "A PCO is functionally identical to a CO user", and a PRECO becomes a PCO with
 * its first change of password (AWS CloudHSM user guide, 2018 to 2023, "createUser").
 */
export function createUser(
  context: Context,
  request: RequestOf<'createUser'>,
): Outcome<'createUser'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const type = requireCreatable(requireType(request.type), state.rules);
  const name = requireName(request.name);
  requirePassword(request.password);
  const existing = findUser(state, name);
  if (existing !== undefined) {
    throw new Refused('RET_USER_ALREADY_EXISTS', {
      code: 'user-exists',
      user: name,
      userType: existing.type,
    });
  }
  requireSpace(state);
  const proven =
    request.secondFactor === undefined
      ? { state, key: null }
      : proveOfficerKey(context, { name, type, holder: undefined }, request.secondFactor);
  const passed = passQuorum(
    { ...context, state: proven.state },
    officer,
    'userManagement',
    request.approval,
  );
  const id = state.next.user;
  const user: User = {
    id,
    type,
    name,
    ...givePassword(state, name, request.password),
    // One key is both, as wherever a second factor comes with a password.
    quorumKey: proven.key,
    secondFactor: proven.key,
  };
  const { state: next, operation } = recordChange(
    {
      ...passed.state,
      users: [...passed.state.users, user],
      next: {
        ...countKey(passed.state, proven.key),
        user: id + 1,
      },
    },
    officer.session,
    id,
    null,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    note: { user: { name, type }, ...noteKey(proven.key), ...passed.note },
  };
}

function requireCreatable(type: UserType, rules: HsmRules): UserType {
  if (type !== 'AU' || rules.applianceUsers) return type;
  throw new Refused('RET_INVALID_USER_TYPE', { code: 'user-type-not-created', userType: type });
}
