/** The second half of syncUser: what an HSM makes of a user that comes from another one of its cluster. */
import { describe, expect, it } from 'vitest';

import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { sealUser } from '../../../src/hsm/machine/seal-user.ts';
import type { User } from '../../../src/hsm/machine/state.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import type { UserType } from '../../../src/hsm/user-types.ts';
import { approve, BareHsm, type BareHsmOptions, keyOf, officerKey } from './bare-hsm.ts';

const spkiOf = (spki: Uint8Array): string => Buffer.from(spki).toString('base64');
const named = (hsm: BareHsm, name: string): User | undefined =>
  hsm.state.users.find((user) => user.name === name);

function makeHsm(options: BareHsmOptions = {}): BareHsm {
  const hsm = new BareHsm({ officers: 3, exponent: 3, keys: 2, ...options });
  hsm.openSession('officer1');
  return hsm;
}

/** A user that the HSM does not have; as an officer of it, but for what is said. */
function incoming(hsm: BareHsm, change: Partial<User>): HsmRequest {
  const [like] = hsm.state.users.slice(-1);
  if (like === undefined) throw new Error('no user');
  const user: User = { ...like, quorumKey: null, secondFactor: null, ...change };
  return { op: 'putUser', session: '0x1', user: sealUser(hsm.state, user) };
}

/** The HSM's user, as another HSM has it. */
function changedThere(hsm: BareHsm, name: string, change: Partial<User>): HsmRequest {
  return incoming(hsm, { ...named(hsm, name), ...change });
}

describe('a user that comes new', () => {
  it.each([
    [6, 6, 7],
    [40, 40, 41],
    [3, 6, 7],
  ])('with the id %i has id %i, and the next to be created %i', (wanted, id, next) => {
    const hsm = makeHsm();
    hsm.must(incoming(hsm, { id: wanted, name: 'bob', type: 'CU' }));
    expect(named(hsm, 'bob')?.id).toBe(id);
    expect(hsm.state.next.user).toBe(next);
    expect(hsm.state.next.key).toBe(6);
  });

  it('leaves the number of the next one alone where its own is lower', () => {
    const hsm = makeHsm();
    hsm.must({ op: 'deleteUser', session: '0x1', type: 'CO', name: 'officer2' });
    hsm.must(incoming(hsm, { id: 4, name: 'bob', type: 'CU' }));
    expect(hsm.state.users.map(({ id, name }) => [id, name])).toEqual([
      [1, 'admin'],
      [2, 'app_user'],
      [3, 'officer1'],
      [4, 'bob'],
      [5, 'officer3'],
    ]);
    expect(hsm.state.next.user).toBe(6);
  });

  it('has its keys under ids of this HSM, one that is both under one', () => {
    const hsm = makeHsm();
    const [one, two] = [7, 8].map((n) => spkiOf(officerKey(n, 3).spki)) as [string, string];
    const put = (name: string, quorum: string, second: string) =>
      hsm.must(
        incoming(hsm, {
          ...{ id: 99, name, type: 'CO' },
          quorumKey: { id: 70, spki: quorum },
          secondFactor: { id: 71, spki: second },
        }),
      );
    put('bob', one, one);
    expect(named(hsm, 'bob')).toMatchObject({
      quorumKey: { id: 6, spki: one },
      secondFactor: { id: 6, spki: one },
    });
    expect(hsm.state.next.key).toBe(7);
    hsm.must({ op: 'deleteUser', session: '0x1', type: 'CO', name: 'bob' });
    put('carol', one, two);
    expect(named(hsm, 'carol')).toMatchObject({
      quorumKey: { id: 7, spki: one },
      secondFactor: { id: 8, spki: two },
    });
    expect(hsm.state.next.key).toBe(9);
  });

  it('is taken back by rollBack, and in the log by name and type both times', () => {
    const hsm = makeHsm();
    const before = hsm.state.users;
    const request = incoming(hsm, { id: 40, name: 'bob', type: 'CU' });
    const reply = hsm.must(request as Extract<HsmRequest, { op: 'putUser' }>);
    expect(hsm.state.undo?.before).toBeNull();
    hsm.must({ op: 'rollBack', session: '0x1', operation: reply.operation });
    expect(hsm.state.users).toEqual(before);
    const bob = { name: 'bob', type: 'CU' };
    expect(hsm.log.map(({ op, user }) => [op, user])).toEqual([
      ['putUser', bob],
      ['rollBack', bob],
    ]);
  });
});

it('a user that comes under a quorum is in the log as it was sealed, with the token that was spent', () => {
  const hsm = makeHsm({ keys: 3, mValues: { userManagement: 2 } });
  const multiToken = hsm.getToken('0x1', 'officer1');
  const approvals = [1, 2].map((n) => approve(n, multiToken, officerKey(n, 3)));
  hsm.must({ op: 'approveToken', session: '0x1', multiToken, approvals });
  const request = incoming(hsm, { id: 40, name: 'bob', type: 'CU' }) as Extract<
    HsmRequest,
    { op: 'putUser' }
  >;
  hsm.must({ ...request, user: { ...request.user, name: 'mallory', type: 'CO' } });
  expect(hsm.log.at(-1)).toMatchObject({
    user: { name: 'bob', type: 'CU' },
    tokens: [{ id: 1, approvers: [{ name: 'officer1' }, { name: 'officer2' }] }],
  });
});

describe('a user that is here already', () => {
  it('keeps its id, and gets back all the rest by rollBack', () => {
    const hsm = makeHsm();
    const before = hsm.state.users;
    const request = changedThere(hsm, 'officer2', { id: 77, type: 'PCO', loginFailures: 3 });
    const reply = hsm.must(request as Extract<HsmRequest, { op: 'putUser' }>);
    expect(named(hsm, 'officer2')).toEqual({ ...before[3], type: 'PCO', loginFailures: 3 });
    expect(hsm.state.next).toMatchObject({ user: 6, key: 6 });
    // As it is there, not as it was here.
    expect(hsm.log.at(-1)?.user).toEqual({ name: 'officer2', type: 'PCO' });
    hsm.must({ op: 'rollBack', session: '0x1', operation: reply.operation });
    expect(hsm.state.users).toEqual(before);
    expect(hsm.log.at(-1)?.user).toEqual({ name: 'officer2', type: 'CO' });
  });

  const TYPES: readonly UserType[] = ['CO', 'PCO', 'PRECO', 'CU', 'AU'];
  const pairs = TYPES.flatMap((here) => TYPES.map((there) => [here, there] as const));
  const isOfficer = (type: UserType): boolean => type.endsWith('CO');

  it.each(pairs)('as a %s, and there as a %s, is one user where the kind is one', (here, there) => {
    const hsm = makeHsm();
    const users = hsm.state.users.map((user) =>
      user.name === 'officer3' ? { ...user, type: here } : user,
    );
    hsm.state = { ...hsm.state, users };
    const request = changedThere(hsm, 'officer3', { type: there });
    if (here === there || (isOfficer(here) && isOfficer(there))) {
      hsm.must(request);
      expect(named(hsm, 'officer3')?.type).toBe(there);
    } else {
      expect(hsm.ask(request)).toEqual({
        ok: false,
        error: 'RET_USER_ALREADY_EXISTS',
        reason: { code: 'sync-of-other-kind', user: 'officer3', here, there },
      });
    }
  });

  it('is not replaced while it is logged in', () => {
    const hsm = makeHsm();
    const sessions = [1, 2, 3].map(() => hsm.openSession('officer2'));
    expect(hsm.ask(changedThere(hsm, 'officer2', { loginFailures: 1 }))).toEqual({
      ok: false,
      error: 'RET_USER_LOGGED_IN',
      reason: {
        ...{ code: 'user-logged-in', user: 'officer2', session: sessions[0] },
        ...{ pid: 4711, others: 2 },
      },
    });
  });
});

describe('an appliance user', () => {
  const refusal = {
    ok: false,
    error: 'RET_POLICY_MISMATCH',
    reason: { code: 'sync-of-appliance-user' },
  };

  it('is synchronized in the editions that have commands for one', () => {
    const hsm = makeHsm();
    hsm.must(changedThere(hsm, 'app_user', { loginFailures: 1 }));
    hsm.must(incoming(hsm, { id: 50, name: 'jane', type: 'AU' }));
  });

  it.each<[string, string, Partial<User>]>([
    ['that is one on both', 'app_user', {}],
    ['that is one here alone', 'app_user', { type: 'CO' }],
    ['that is one there alone', 'officer3', { type: 'AU' }],
    ['that is new', 'officer3', { type: 'AU', name: 'jane', id: 50 }],
  ])('%s is refused in the edition of 2023', (_, name, change) => {
    const hsm = makeHsm({ rules: FLAVOUR_RULES['aws-2023'] });
    expect(hsm.ask(changedThere(hsm, name, { ...change, quorumKey: null }))).toEqual(refusal);
    hsm.must(changedThere(hsm, 'officer3', {}));
  });
});

describe('a key of a user that comes', () => {
  const put = (hsm: BareHsm, name: string, spki: Uint8Array, as: 'quorumKey' | 'secondFactor') =>
    hsm.ask(changedThere(hsm, 'officer3', { name, id: 5, [as]: { id: 90, spki: spkiOf(spki) } }));

  it.each(['quorumKey', 'secondFactor'] as const)('is a key of the HSM, as %s', (as) => {
    const hsm = makeHsm();
    expect(put(hsm, 'bob', keyOf('short', { bits: 1024 }).spki, as)).toEqual({
      ok: false,
      error: 'RET_KEY_REFUSED',
      reason: { code: 'key-malformed', problem: expect.objectContaining({ bits: 1024 }) },
    });
  });

  it.each(['quorumKey', 'secondFactor'] as const)("is nobody else's, as %s", (as) => {
    const hsm = makeHsm();
    const { spki } = officerKey(2, 3);
    for (const name of ['officer3', 'bob']) {
      expect(put(hsm, name, spki, as)).toEqual({
        ok: false,
        error: 'RET_KEY_REFUSED',
        reason: { code: 'sync-key-taken', user: name, holder: 'officer2' },
      });
    }
    // Its own it may have.
    expect(hsm.ask(changedThere(hsm, 'officer2', {})).ok).toBe(true);
  });
});

it('a user is exported by its id, of those that there are', () => {
  const hsm = makeHsm();
  const ask = (id: number) => hsm.ask({ op: 'exportUser', session: '0x1', id });
  expect(ask(4)).toMatchObject({ ok: true, user: { id: 4, type: 'CO', name: 'officer2' } });
  expect(ask(6)).toEqual({
    ok: false,
    error: 'RET_USER_DOES_NOT_EXIST',
    reason: { code: 'user-id-unknown', id: 6 },
  });
  expect(ask(Number.NaN)).toEqual({
    ok: false,
    error: 'RET_INVALID_INPUT',
    reason: { code: 'number-malformed', field: 'id' },
  });
});
