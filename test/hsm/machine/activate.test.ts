import { expect, it } from 'vitest';

import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { BareHsm, PASSWORD } from './bare-hsm.ts';

const activate = { op: 'activate', password: 'new-password' } as const;

function makeHsm(rules = FLAVOUR_RULES.classic): BareHsm {
  const hsm = new BareHsm({ fresh: true, officers: 0, rules });
  hsm.client = 'sdk5';
  return hsm;
}

it.each(['PCO', 'CO'] as const)('makes the first officer of a new HSM, by edition a %s', (type) => {
  const hsm = makeHsm({ ...FLAVOUR_RULES.classic, typeOnceActivated: type });
  hsm.must(activate);
  expect(hsm.state.users.map((user) => [user.name, user.type])).toEqual([
    ['admin', type],
    ['app_user', 'AU'],
  ]);
  expect(hsm.log.at(-1)).toMatchObject({ op: 'activate', user: { name: 'admin', type: 'PRECO' } });
  hsm.logIn('admin', 'CO', 'new-password');
  expect(hsm.refusedWithoutTrace(activate).reason).toMatch(/activated already/);
});

it('takes a password that any user may have, and no other', () => {
  const hsm = makeHsm();
  for (const password of ['', 'short', 'x'.repeat(33)]) {
    expect(hsm.refusedWithoutTrace({ op: 'activate', password }).error).toBe('RET_PASSWORD_LENGTH');
  }
  hsm.must(activate);
});

it('is no way to an officer for whoever finds a PRECO that an officer has made', () => {
  const hsm = makeHsm();
  hsm.must(activate);
  const session = hsm.logIn('admin', 'CO', 'new-password');
  hsm.must({ op: 'createUser', session, type: 'PRECO', name: 'eve', password: PASSWORD });
  hsm.must({ op: 'logout', session });
  expect(hsm.refusedWithoutTrace(activate).error).toBe('RET_POLICY_MISMATCH');
});

it('leaves the first officer alone who is logged in to do it', () => {
  const hsm = makeHsm();
  hsm.client = 'classic';
  const session = hsm.logIn('admin', 'PRECO');
  hsm.client = 'sdk5';
  expect(hsm.refusedWithoutTrace(activate).error).toBe('RET_USER_LOGGED_IN');
  hsm.client = 'classic';
  hsm.must({ op: 'changePswd', session, type: 'PRECO', name: 'admin', password: 'new-password' });
});
