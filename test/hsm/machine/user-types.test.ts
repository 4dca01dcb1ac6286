import { describe, expect, it } from 'vitest';

import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { approve, BareHsm, PASSWORD } from './bare-hsm.ts';

const create = (session: string, type: string, name: string) =>
  ({ op: 'createUser', session, type, name, password: PASSWORD }) as const;
const remove = (session: string, type: string, name: string) =>
  ({ op: 'deleteUser', session, type, name }) as const;
const change = (session: string, type: string, name: string, password = 'new-password') =>
  ({ op: 'changePswd', session, type, name, password }) as const;
const typeOf = (hsm: BareHsm, name: string): string | undefined =>
  hsm.must({ op: 'listUsers' }).users.find((user) => user.name === name)?.type;

const EDITIONS = [
  ['classic', FLAVOUR_RULES.classic],
  ['aws-2023', FLAVOUR_RULES['aws-2023']],
] as const;

describe.each(EDITIONS)('in %s', (_, rules) => {
  it('a PCO is made, and does all that a CO does', () => {
    const hsm = new BareHsm({ officers: 1, keys: 0, rules });
    hsm.must(create(hsm.openSession('officer1'), 'PCO', 'second'));
    expect(typeOf(hsm, 'second')).toBe('PCO');
    const session = hsm.logIn('second', 'PCO');
    hsm.must({ op: 'logout', session: hsm.logIn('second', 'CO') });
    hsm.must(create(session, 'CU', 'bob'));
    // admin, officer1 and second.
    hsm.must({ op: 'setMValue', session, service: 3, m: 3 });
  });

  it.each(['PRECO', 'preCO'])(
    'a %s is made, and is an officer after its own changePswd',
    (type) => {
      const hsm = new BareHsm({ officers: 1, keys: 0, rules });
      const officer = hsm.openSession('officer1');
      hsm.must(create(officer, type, 'fresh'));
      expect(typeOf(hsm, 'fresh')).toBe('PRECO');
      const session = hsm.logIn('fresh', type);
      expect(hsm.refused(create(session, 'CU', 'bob')).error).toBe('RET_PERMISSION_DENIED');
      expect(hsm.refused({ op: 'setMValue', session, service: 3, m: 2 }).error).toBe(
        'RET_PERMISSION_DENIED',
      );
      hsm.must(change(session, type, 'fresh'));
      expect(typeOf(hsm, 'fresh')).toBe('PCO');
      hsm.must(create(session, 'CU', 'bob'));
    },
  );

  it('a PRECO counts for no M, and is deleted as any user', () => {
    const hsm = new BareHsm({ officers: 1, keys: 0, rules });
    const session = hsm.openSession('officer1');
    hsm.must(create(session, 'preCO', 'fresh'));
    expect(hsm.refused({ op: 'setMValue', session, service: 3, m: 3 }).reason).toBe(
      'M value 3, but the HSM has 2 crypto officers',
    );
    hsm.must(remove(session, 'preCO', 'fresh'));
    expect(typeOf(hsm, 'fresh')).toBeUndefined();
  });

  it('nobody becomes an officer under a quorum but by it', () => {
    const hsm = new BareHsm({ rules, mValues: { userManagement: 2, miscCo: 2 } });
    const session = hsm.openSession('officer1');
    for (const type of ['PCO', 'PRECO', 'preCO', 'CO']) {
      expect(hsm.refused(create(session, type, 'mallory')).error).toBe('RET_MXN_AUTH_FAILED');
    }
  });
});

describe('an appliance user, in the editions to 2022', () => {
  it('is given a password by an officer, logs in, and can do no more than change it', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const officer = hsm.openSession('officer1');
    hsm.must(change(officer, 'AU', 'app_user'));
    const session = hsm.logIn('app_user', 'AU', 'new-password');
    hsm.must(change(session, 'AU', 'app_user', 'another-one'));
    hsm.must({ op: 'logout', session: hsm.logIn('app_user', 'AU', 'another-one') });
    for (const request of [
      create(session, 'CU', 'bob'),
      remove(session, 'CO', 'officer2'),
      change(session, 'CO', 'officer2'),
      { op: 'setMValue', session, service: 3, m: 2 },
      { op: 'getToken', session, service: 3, name: 'app_user' },
      { op: 'approveToken', session, multiToken: new Uint8Array(80), approvals: [] },
      { op: 'listTokens', session },
      { op: 'exportUser', session, id: 1 },
    ] as const) {
      expect(hsm.refused(request).error).toBe('RET_PERMISSION_DENIED');
    }
  });

  it('is locked by wrong passwords as any user', () => {
    const hsm = new BareHsm({ officers: 1, keys: 0 });
    const wrong = { op: 'login', type: 'AU', name: 'app_user', password: PASSWORD } as const;
    for (let tried = 0; tried < 6; tried++) hsm.refused(wrong);
    expect(hsm.refused(wrong).reason).toMatch(/locked/);
  });

  it('is made and deleted by officers', () => {
    const hsm = new BareHsm({ officers: 1, keys: 0 });
    const session = hsm.openSession('officer1');
    hsm.must(create(session, 'AU', 'jane'));
    expect(typeOf(hsm, 'jane')).toBe('AU');
    hsm.must(remove(session, 'AU', 'jane'));
    hsm.must(remove(session, 'AU', 'app_user'));
  });

  it('has its password changed by the quorum where that is on, and approves nothing', () => {
    const hsm = new BareHsm({ mValues: { userManagement: 2 } });
    const session = hsm.openSession('officer1');
    const request = change(session, 'AU', 'app_user');
    expect(hsm.refused(request).error).toBe('RET_MXN_AUTH_FAILED');
    const multiToken = hsm.getToken(session, 'officer1');
    const approvals = [approve(1, multiToken), approve(2, multiToken)];
    const asAu = { ...approve(2, multiToken), name: 'app_user' };
    const hand = { op: 'approveToken', session, multiToken } as const;
    expect(hsm.refused({ ...hand, approvals: [approve(1, multiToken), asAu] }).reason).toMatch(
      /the user is a AU/,
    );
    hsm.must({ ...hand, approvals });
    hsm.must(request);
  });
});

it('an appliance user is taken by no command in the edition of 2023', () => {
  const hsm = new BareHsm({ officers: 1, keys: 0, rules: FLAVOUR_RULES['aws-2023'] });
  const session = hsm.openSession('officer1');
  const name = 'app_user';
  const errors = [
    { op: 'login', type: 'AU', name, password: PASSWORD } as const,
    create(session, 'AU', 'jane'),
    remove(session, 'AU', name),
    change(session, 'AU', name),
  ].map((request) => hsm.refused(request).error);
  expect(errors).toEqual([
    'RET_INVALID_USER_TYPE',
    'RET_INVALID_USER_TYPE',
    'RET_POLICY_MISMATCH',
    'RET_POLICY_MISMATCH',
  ]);
});
