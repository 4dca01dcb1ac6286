import type { NamedUser } from '../../key-protocol.ts';
import { requireUser } from '../find-user.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import type { HsmState, User } from '../state.ts';

/** A user by type and name, or by id. @throws Refused where there is none such */
export function requireNamedUser(state: HsmState, named: NamedUser): User {
  if (typeof named !== 'number') return requireUser(state, named.type, named.name);
  const id = requireNumber(named, 'id');
  const user = state.users.find((candidate) => candidate.id === id);
  if (user !== undefined) return user;
  throw new Refused('RET_USER_DOES_NOT_EXIST', { code: 'user-id-unknown', id });
}
