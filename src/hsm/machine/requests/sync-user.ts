import { createHmac, timingSafeEqual } from 'node:crypto';

import * as v from 'valibot';
import { type ExportedUser, SERVICE } from '../../protocol.ts';
import {
  type Context,
  type Outcome,
  type RequestOf,
  recordChange,
  replaceUser,
  requireOfficer,
} from '../context.ts';
import { findHolder, openQuorumKey } from '../quorum-key.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import { passQuorum } from '../spend-token.ts';
import type { HsmState, User } from '../state.ts';
import { USER_SCHEMA } from '../state-schema.ts';
import { requireLoggedOut, requireOfficersLeft } from './users.ts';

/**
 * The first half of syncUser: one user, sealed with the cluster's key, so that nobody between the two
 * HSMs can write a user of their own making.
 */
export function exportUser(
  context: Context,
  request: RequestOf<'exportUser'>,
): Outcome<'exportUser'> {
  const { state } = context;
  requireOfficer(state, request.session);
  const user = state.users.find((candidate) => candidate.id === request.id);
  if (user === undefined) {
    throw new Refused('RET_USER_DOES_NOT_EXIST', `there is no user with id ${request.id}`);
  }
  return { state, reply: { ok: true, user: seal(state, user) } };
}

function seal(state: HsmState, user: User): ExportedUser {
  const content = Buffer.from(JSON.stringify(user)).toString('base64');
  const { id, type, name } = user;
  return { id, type, name, sealed: `${content}.${sign(state, content)}` };
}

function sign(state: HsmState, content: string): string {
  const key = Buffer.from(state.clusterKey, 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}

function unseal(state: HsmState, exported: ExportedUser): User {
  const [content = '', mark = ''] = exported.sealed.split('.');
  const expected = Buffer.from(sign(state, content));
  const found = Buffer.from(mark);
  if (expected.length === found.length && timingSafeEqual(expected, found)) {
    return v.parse(USER_SCHEMA, JSON.parse(Buffer.from(content, 'base64').toString('utf8')));
  }
  throw new Refused('RET_INVALID_INPUT', 'the user was not exported by an HSM of this cluster');
}

/**
 * The second half of syncUser: the user as it is on the other HSM. It keeps the id that it has there,
 * unless another user has that id here. Under a quorum it needs a token of this HSM, as any other
 * change of a user does.
 */
export function putUser(context: Context, request: RequestOf<'putUser'>): Outcome<'putUser'> {
  const { state } = context;
  const officer = requireOfficer(state, request.session);
  const incoming = unseal(state, request.user);
  const here = state.users.find((user) => user.name === incoming.name);
  requirePossible(state, incoming, here);
  const passed = passQuorum(state, officer, SERVICE.userManagement);
  const id = here?.id ?? chooseId(state, incoming.id);
  const key = placeKey(state, incoming, here);
  const user: User = { ...incoming, id, quorumKey: key };
  const users = here
    ? replaceUser(state.users, user)
    : [...state.users, user].sort((a, b) => a.id - b.id);
  const { state: next, operation } = recordChange(
    {
      ...passed.state,
      users,
      next: {
        ...passed.state.next,
        user: Math.max(state.next.user, id + 1),
        key: key?.id === state.next.key ? state.next.key + 1 : state.next.key,
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
  if (incoming.type === 'AU' || here?.type === 'AU') {
    throw new Refused('RET_POLICY_MISMATCH', 'an AU is not synchronized');
  }
  if (here === undefined) {
    if (state.users.length >= LIMITS.users) {
      throw new Refused('RET_MAX_USERS', `this HSM holds ${LIMITS.users} users and no more`);
    }
  } else {
    if ((here.type === 'CU') !== (incoming.type === 'CU')) {
      throw new Refused(
        'RET_USER_ALREADY_EXISTS',
        `${here.name} is a ${here.type} on this HSM and a ${incoming.type} on the other`,
      );
    }
    requireLoggedOut(state, here);
    if (incoming.type === 'PRECO') requireOfficersLeft(state, here);
  }
  if (incoming.quorumKey === null) return;
  const holder = findHolder(state.users, openQuorumKey(incoming.quorumKey).modulus);
  if (holder === undefined || holder.id === here?.id) return;
  throw new Refused(
    'RET_KEY_REFUSED',
    `the key of ${incoming.name} is ${holder.name}'s on this HSM, and one key is one approval`,
  );
}

/** The same id as on the other HSM, if it is free here. */
function chooseId(state: HsmState, wanted: number): number {
  return state.users.some((user) => user.id === wanted) ? state.next.user : wanted;
}

/** The key under an id of this HSM; a key that was here already keeps the one it has. */
function placeKey(state: HsmState, incoming: User, here: User | undefined): User['quorumKey'] {
  if (incoming.quorumKey === null) return null;
  if (here?.quorumKey?.spki === incoming.quorumKey.spki) return here.quorumKey;
  return { id: state.next.key, spki: incoming.quorumKey.spki };
}
