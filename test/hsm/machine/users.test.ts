import { describe, expect, it } from 'vitest';

import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { BareHsm, PASSWORD } from './bare-hsm.ts';

const create = (session: string, type: string, name: string, password = PASSWORD) =>
  ({ op: 'createUser', session, type, name, password }) as const;
const remove = (session: string, type: string, name: string) =>
  ({ op: 'deleteUser', session, type, name }) as const;
const change = (session: string, type: string, name: string, password: string) =>
  ({ op: 'changePswd', session, type, name, password }) as const;
const logIn = (type: string, name: string, password = PASSWORD) =>
  ({ op: 'login', type, name, password }) as const;

describe('the first steps of a new HSM', () => {
  it('has a PRECO and an AU, and the PRECO becomes the PCO by its own changePswd', () => {
    const hsm = new BareHsm({ fresh: true, officers: 0 });
    expect(hsm.must({ op: 'listUsers' }).users).toEqual([
      {
        id: 1,
        type: 'PRECO',
        name: 'admin',
        hasQuorumKey: false,
        loginFailures: 0,
        locked: false,
        twoFactor: false,
      },
      {
        id: 2,
        type: 'AU',
        name: 'app_user',
        hasQuorumKey: false,
        loginFailures: 0,
        locked: false,
        twoFactor: false,
      },
    ]);
    const session = hsm.logIn('admin', 'PRECO');
    expect(hsm.refused(create(session, 'CO', 'officer1')).error).toBe('RET_PERMISSION_DENIED');
    hsm.must(change(session, 'PRECO', 'admin', 'new-password'));
    expect(hsm.must({ op: 'listUsers' }).users[0]?.type).toBe('PCO');
    hsm.must(create(session, 'CO', 'officer1'));
    hsm.must({ op: 'logout', session });
    expect(hsm.refused(logIn('PRECO', 'admin', 'new-password')).error).toBe(
      'RET_USER_NOT_INITIALIZED',
    );
    hsm.logIn('admin', 'CO', 'new-password');
    hsm.logIn('admin', 'PCO', 'new-password');
  });
});

describe('names, types and passwords', () => {
  const hsm = new BareHsm({ officers: 1, keys: 0 });
  const session = hsm.logIn('officer1');

  it.each([
    ['CO', '', PASSWORD, 'RET_INVALID_INPUT'],
    ['CO', 'a'.repeat(32), PASSWORD, 'RET_INVALID_INPUT'],
    ['CO', 'a-b', PASSWORD, 'RET_INVALID_INPUT'],
    ['CO', 'bob\n', PASSWORD, 'RET_INVALID_INPUT'],
    ['CO', '\u212Aim', PASSWORD, 'RET_INVALID_INPUT'],
    ['CO', 'bob', '123456', 'RET_PASSWORD_LENGTH'],
    ['CO', 'bob', 'x'.repeat(33), 'RET_PASSWORD_LENGTH'],
    ['CO', 'bob', 'ä'.repeat(33), 'RET_PASSWORD_LENGTH'],
    ['PreCO', 'bob', PASSWORD, 'RET_INVALID_USER_TYPE'],
    ['toString', 'bob', PASSWORD, 'RET_INVALID_USER_TYPE'],
    ['co', 'bob', PASSWORD, 'RET_INVALID_USER_TYPE'],
    ['CU', 'OFFICER1', PASSWORD, 'RET_USER_ALREADY_EXISTS'],
  ])('refuses createUser %s %j %j with %s', (type, name, password, error) => {
    expect(hsm.refused(create(session, type, name, password)).error).toBe(error);
  });

  it('takes the shortest and longest, and shows names in lower case', () => {
    hsm.must(create(session, 'CU', 'A'.repeat(31), 'x'.repeat(32)));
    hsm.must(create(session, 'CU', 'B', '1234567'));
    expect(hsm.userNames().slice(-2)).toEqual(['a'.repeat(31), 'b']);
    hsm.logIn('b', 'CU', '1234567');
  });

  it('never gives an id twice', () => {
    const before = hsm.must({ op: 'listUsers' }).users.at(-1)?.id;
    hsm.must(create(session, 'CU', 'short_lived'));
    hsm.must(remove(session, 'CU', 'short_lived'));
    hsm.must(create(session, 'CU', 'later'));
    expect(hsm.must({ op: 'listUsers' }).users.at(-1)?.id).toBe((before ?? 0) + 2);
  });

  it.each([
    ['ü'.repeat(7), 'ü'.repeat(6)],
    ['ü'.repeat(32), 'ü'.repeat(33)],
    ['𝔭'.repeat(32), '𝔭'.repeat(33)],
    ['x'.repeat(32), 'x'.repeat(33)],
    ['1234567', '署名署名署名'],
  ])('counts passwords in characters: takes %s, not %s', (right, wrong) => {
    const hsm = new BareHsm({ officers: 2 });
    const session = hsm.openSession('officer1');
    const refused = hsm.refused(create(session, 'CU', 'bob', wrong));
    expect(refused.error).toBe('RET_PASSWORD_LENGTH');
    const count = [...wrong].length;
    expect(refused.reason).toBe(`the password has ${count} characters, expected 7 to 32`);
    hsm.must(create(session, 'CU', 'bob', right));
    hsm.logIn('bob', 'CU', right);
  });

  it('keeps no password as it was typed', () => {
    const text = JSON.stringify(hsm.state) + JSON.stringify(hsm.log);
    for (const password of ['x'.repeat(32), '1234567', `"${PASSWORD}",`, `:"${PASSWORD}"`]) {
      expect(text).not.toContain(password);
    }
  });
});

describe('logging in', () => {
  it('locks a user at the sixth wrong password, and changePswd of an officer unlocks it', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const officer1 = hsm.logIn('officer1');
    for (let wrong = 1; wrong <= 5; wrong += 1) hsm.refused(logIn('CO', 'officer2', 'Password'));
    hsm.must({ op: 'logout', session: hsm.logIn('officer2') });
    expect(hsm.must({ op: 'listUsers' }).users.at(-1)?.loginFailures).toBe(0);
    for (let wrong = 1; wrong <= 6; wrong += 1) {
      expect(hsm.refused(logIn('CO', 'officer2', 'Password')).error).toBe('RET_USER_LOGIN_FAILURE');
    }
    expect(hsm.must({ op: 'listUsers' }).users.at(-1)?.loginFailures).toBe(6);
    const locked = hsm.refused(logIn('CO', 'officer2'));
    expect(locked.error).toBe('RET_USER_LOGIN_FAILURE');
    expect(locked.reason).toMatch(/locked/);
    expect(hsm.must({ op: 'listUsers' }).users.at(-1)?.loginFailures).toBe(6);
    hsm.must(change(officer1, 'CO', 'officer2', 'another one'));
    expect(hsm.must({ op: 'listUsers' }).users.at(-1)?.loginFailures).toBe(0);
    expect(hsm.refused(logIn('CO', 'officer2')).error).toBe('RET_USER_LOGIN_FAILURE');
    hsm.logIn('officer2', 'CO', 'another one');
  });

  it.each([
    ['CO', 'nobody', 'RET_USER_NOT_INITIALIZED'],
    ['CU', 'officer1', 'RET_USER_NOT_INITIALIZED'],
    ['CO', 'app_user', 'RET_USER_NOT_INITIALIZED'],
    ['AU', 'app_user', 'RET_USER_LOGIN_FAILURE'],
    ['XX', 'officer1', 'RET_INVALID_USER_TYPE'],
  ])('refuses %s %s with %s', (type, name, error) => {
    expect(new BareHsm({ officers: 1, keys: 0 }).refused(logIn(type, name)).error).toBe(error);
  });

  it('takes a name in any case', () => {
    expect(new BareHsm({ officers: 1, keys: 0 }).must(logIn('CO', 'OFFICER1')).name).toBe(
      'officer1',
    );
  });

  it('ends with logout, and a session is never given out twice', () => {
    const hsm = new BareHsm({ officers: 1, keys: 0 });
    const first = hsm.logIn('officer1');
    hsm.must({ op: 'logout', session: first });
    expect(hsm.refused({ op: 'logout', session: first }).error).toBe('RET_NOT_LOGGED_IN');
    expect(hsm.refused(create(first, 'CU', 'bob')).error).toBe('RET_NOT_LOGGED_IN');
    expect(hsm.logIn('officer1')).not.toBe(first);
  });

  it('ends with the process that holds the session', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const session = hsm.logIn('officer1');
    const killed = hsm.logIn('officer2', 'CO', PASSWORD, 99);
    expect(hsm.refused(remove(session, 'CO', 'officer2'))).toMatchObject({
      error: 'RET_USER_LOGGED_IN',
      reason: expect.stringContaining('99'),
    });
    hsm.dead.add(99);
    expect(hsm.must({ op: 'getHSMInfo' }).info.sessions).toBe(1);
    expect(hsm.refused({ op: 'listTokens', session: killed }).error).toBe('RET_NOT_LOGGED_IN');
    hsm.must(remove(session, 'CO', 'officer2'));
  });
});

describe('who may do what', () => {
  const hsm = new BareHsm({ officers: 1, keys: 0 });
  hsm.must(create(hsm.logIn('officer1'), 'CU', 'bob'));
  const cu = hsm.logIn('bob', 'CU');

  it.each([
    create(cu, 'CU', 'carol'),
    remove(cu, 'CU', 'bob'),
    change(cu, 'CO', 'officer1', 'new-password'),
    { op: 'setMValue', session: cu, service: 3, m: 2 },
    { op: 'getToken', session: cu, service: 3, name: 'bob' },
    { op: 'approveToken', session: cu, multiToken: new Uint8Array(80), approvals: [] },
    { op: 'delToken', session: cu, tokens: 'all' },
    { op: 'exportUser', session: cu, id: 1 },
  ] as const)('does not let a CU do $op', (request) => {
    expect(hsm.refused(request).error).toBe('RET_PERMISSION_DENIED');
  });

  it('lets a CU change its own password', () => {
    hsm.must(change(cu, 'CU', 'bob', 'new-password'));
    hsm.logIn('bob', 'CU', 'new-password');
  });

  it('lists users and M values to anybody', () => {
    expect(hsm.must({ op: 'getMValue', service: 4 }).m).toBe(1);
    expect(hsm.refused({ op: 'getMValue', service: 5 }).error).toBe('RET_INVALID_INPUT');
  });
});

describe('deleteUser and changePswd of others', () => {
  it('leaves those alone who are logged in elsewhere', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const one = hsm.logIn('officer1');
    const two = hsm.logIn('officer2');
    expect(hsm.refused(remove(one, 'CO', 'officer2')).error).toBe('RET_USER_LOGGED_IN');
    expect(hsm.refused(change(one, 'CO', 'officer2', 'new-password')).error).toBe(
      'RET_USER_LOGGED_IN',
    );
    hsm.must(change(two, 'CO', 'officer2', 'new-password'));
    hsm.must({ op: 'logout', session: two });
    hsm.must(remove(one, 'CO', 'officer2'));
  });

  it.each([
    ['CU', 'nobody', 'RET_USER_DOES_NOT_EXIST'],
    ['CU', 'officer2', 'RET_USER_DOES_NOT_EXIST'],
    ['XX', 'officer2', 'RET_INVALID_USER_TYPE'],
    ['CO', 'app_user', 'RET_USER_DOES_NOT_EXIST'],
    ['CO', 'officer1', 'RET_USER_LOGGED_IN'],
  ])('refuses deleteUser %s %s with %s', (type, name, error) => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    expect(hsm.refused(remove(hsm.logIn('officer1'), type, name)).error).toBe(error);
  });
});

describe('M values', () => {
  it.each([0, 1, -1, 2.5, Number.NaN, 21])('refuses %d', (m) => {
    const hsm = new BareHsm({ officers: 20, keys: 0 });
    const session = hsm.logIn('officer1');
    expect(hsm.refused({ op: 'setMValue', session, service: 3, m }).error).toBe(
      'RET_INVALID_INPUT',
    );
  });

  it('goes to 20, or to 8 where the edition says so', () => {
    const classic = new BareHsm({ officers: 20, keys: 0 });
    classic.must({ op: 'setMValue', session: classic.logIn('officer1'), service: 3, m: 20 });
    const later = new BareHsm({ officers: 20, keys: 0, rules: FLAVOUR_RULES['aws-2023'] });
    const session = later.logIn('officer1');
    expect(later.refused({ op: 'setMValue', session, service: 3, m: 9 }).error).toBe(
      'RET_INVALID_INPUT',
    );
    later.must({ op: 'setMValue', session, service: 3, m: 8 });
  });

  it('is never above the number of officers, the PCO among them', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const session = hsm.logIn('officer1');
    expect(hsm.refused({ op: 'setMValue', session, service: 3, m: 4 }).error).toBe(
      'RET_POLICY_MISMATCH',
    );
    hsm.must({ op: 'setMValue', session, service: 3, m: 3 });
  });

  it('of service 3 cannot be changed again while service 4 is at 1', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const session = hsm.logIn('officer1');
    hsm.must({ op: 'setMValue', session, service: 3, m: 2 });
    expect(hsm.refused({ op: 'setMValue', session, service: 3, m: 3 }).error).toBe(
      'RET_MXN_AUTH_FAILED',
    );
  });
});
