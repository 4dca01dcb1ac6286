import type { UserType } from '../../user-types.ts';
import {
  type Context,
  type Outcome,
  type RequestOf,
  recordChange,
  replaceUser,
  requireOfficer,
} from '../context.ts';
import { countKey, keepKey } from '../keep-key.ts';
import { findHolder, readQuorumKey } from '../quorum-key.ts';
import { Refused } from '../refused.ts';
import { unsealUser } from '../seal-user.ts';
import { passQuorum } from '../spend-token.ts';
import type { HsmState, QuorumKey, User } from '../state.ts';
import { requireLoggedOut, requireSpace } from './user-checks.ts';

/**
 * The second half of syncUser: the user as it is on the other HSM. It keeps the id that it has there,
 * unless another user has that id here. Under a quorum it needs a token of this HSM, as any other
 * change of a user does.
 */
export function putUser(context: Context, request: RequestOf<'putUser'>): Outcome<'putUser'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const incoming = unsealUser(state, request.user);
  const here = state.users.find((user) => user.name === incoming.name);
  requirePossible(state, incoming, here);
  const passed = passQuorum(context, officer, 'userManagement');
  const id = here?.id ?? chooseId(state, incoming.id);
  const { next: counted, ...keys } = placeKeys(passed.state, incoming, here);
  const user: User = { ...incoming, id, ...keys };
  const users = here
    ? replaceUser(state.users, user)
    : [...state.users, user].sort((a, b) => a.id - b.id);
  const { state: next, operation } = recordChange(
    {
      ...passed.state,
      users,
      next: {
        ...counted,
        user: Math.max(state.next.user, id + 1),
      },
    },
    officer.session,
    id,
    here ?? null,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    note: { user: { name: user.name, type: user.type }, ...passed.note },
  };
}

function requirePossible(state: HsmState, incoming: User, here: User | undefined): void {
  const isOfAppliance = incoming.type === 'AU' || here?.type === 'AU';
  if (isOfAppliance && !state.rules.applianceUsers) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'sync-of-appliance-user' });
  }
  if (here === undefined) requireSpace(state);
  else requireReplaceable(state, incoming, here);
  for (const key of [incoming.quorumKey, incoming.secondFactor]) {
    if (key !== null) requirePossibleKey(state, incoming, here, key);
  }
}

function requirePossibleKey(
  state: HsmState,
  incoming: User,
  here: User | undefined,
  { spki }: QuorumKey,
): void {
  const key = readQuorumKey(Buffer.from(spki, 'base64'));
  if ('code' in key) {
    throw new Refused('RET_KEY_REFUSED', { code: 'key-malformed', problem: key });
  }
  const holder = findHolder(state.users, key.modulus);
  if (holder === undefined || holder.id === here?.id) return;
  throw new Refused('RET_KEY_REFUSED', {
    code: 'sync-key-taken',
    user: incoming.name,
    holder: holder.name,
  });
}

function requireReplaceable(state: HsmState, incoming: User, here: User): void {
  if (kindOf(here.type) !== kindOf(incoming.type)) {
    throw new Refused('RET_USER_ALREADY_EXISTS', {
      code: 'sync-of-other-kind',
      user: here.name,
      here: here.type,
      there: incoming.type,
    });
  }
  requireLoggedOut(state, here);
}

/** A PRECO becomes an officer, so that they are one kind. */
function kindOf(type: UserType): 'officer' | 'CU' | 'AU' {
  return type === 'CU' || type === 'AU' ? type : 'officer';
}

/** The same id as on the other HSM, if it is free here. */
function chooseId(state: HsmState, wanted: number): number {
  return state.users.some((user) => user.id === wanted) ? state.next.user : wanted;
}

/** The keys under ids of this HSM; one that was here already keeps the one it has. */
function placeKeys(
  state: HsmState,
  incoming: User,
  here: User | undefined,
): Pick<User, 'quorumKey' | 'secondFactor'> & { readonly next: HsmState['next'] } {
  const place = (before: HsmState, spki: string | undefined) => {
    if (spki === undefined) return { key: null, next: before.next };
    const key = keepKey(before, here, spki);
    return { key, next: countKey(before, key) };
  };
  const quorum = place(state, incoming.quorumKey?.spki);
  if (incoming.secondFactor?.spki === incoming.quorumKey?.spki) {
    return { quorumKey: quorum.key, secondFactor: quorum.key, next: quorum.next };
  }
  const second = place({ ...state, next: quorum.next }, incoming.secondFactor?.spki);
  return { quorumKey: quorum.key, secondFactor: second.key, next: second.next };
}
