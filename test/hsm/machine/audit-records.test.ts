import { describe, expect, it } from 'vitest';

import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { findBrokenLink } from '../../../src/hsm/machine/audit.ts';
import { BareHsm, officerKey, PASSWORD, START } from './bare-hsm.ts';

const OFFICER1 = { name: 'officer1', type: 'CO' };
const LOGIN = { op: 'login', type: 'CO', name: 'officer1', password: PASSWORD } as const;

describe('a session that ends without logoutHSM', () => {
  it('is recorded as such, with whose it was', () => {
    const hsm = new BareHsm();
    const session = hsm.logIn('officer1');
    hsm.must({ op: 'finalize', session });
    expect(hsm.state.sessions).toEqual([]);
    expect(hsm.log.at(-1)).toMatchObject({
      op: 'finalize',
      session,
      actor: OFFICER1,
      user: OFFICER1,
      response: 'SUCCESS',
    });
  });

  it('of a process that has ended, before what the HSM is asked next', () => {
    const hsm = new BareHsm();
    const sessions = [1, 2].map((pid) => hsm.logIn('officer1', 'CO', PASSWORD, pid));
    hsm.dead.add(1).add(2);
    hsm.must({ op: 'listUsers' });
    expect(hsm.log).toHaveLength(2);
    hsm.now = START + 5000;
    hsm.logIn('officer2');
    expect(hsm.log.slice(2)).toMatchObject([
      { op: 'finalize', session: sessions[0], user: OFFICER1, time: START + 5000 },
      { op: 'finalize', session: sessions[1], user: OFFICER1 },
      { op: 'login', user: { name: 'officer2' } },
    ]);
    expect(findBrokenLink(hsm.log, hsm.state.audit)).toBeUndefined();
    // Once and no more.
    hsm.logIn('officer3');
    expect(hsm.log.filter(({ op }) => op === 'finalize')).toHaveLength(2);
  });

  it('takes the tokens with it that die with their session', () => {
    const rules = { ...new BareHsm().state.rules, tokensDieWithSession: true };
    const hsm = new BareHsm({ keys: 0, mValues: { userManagement: 2 }, rules });
    const session = hsm.logIn('officer1');
    hsm.getToken(session, 'officer1');
    hsm.must({ op: 'finalize', session });
    expect(hsm.state.tokens).toEqual([]);
  });

  it('by the operator, too', async () => {
    const cluster = createMemoryCluster({
      adminPassword: PASSWORD,
      users: [{ type: 'CO', name: 'officer1', password: PASSWORD }],
    });
    const [, hsm] = cluster.hsms;
    await hsm?.execute(LOGIN);
    expect(cluster.logOutAll()).toBe(1);
    expect(cluster.logOutAll()).toBe(0);
    const { log, hsm: state } = hsm?.inspectWhole() ?? {};
    expect(log).toMatchObject([{ op: 'login' }, { op: 'finalize', user: OFFICER1 }]);
    expect(findBrokenLink(log ?? [], state?.audit)).toBeUndefined();
  });
});

describe('a record of the quorum', () => {
  it('has name and type of the officer whose session it is', () => {
    const hsm = new BareHsm({ officers: 3, mValues: { miscCo: 2 } });
    const session = hsm.openSession('officer1');
    hsm.must({ op: 'setMValue', session, service: 3, m: 2 });
    const multiToken = hsm.getToken(session, 'officer1');
    const approvals = [1, 2].map((n) => ({
      type: 2,
      name: `officer${n}`,
      signature: officerKey(n).sign(multiToken),
    }));
    hsm.must({ op: 'approveToken', session, multiToken, approvals });
    hsm.must({ op: 'delToken', session, tokens: 'all' });
    hsm.must({ op: 'delToken', session, tokens: 'all' });
    hsm.refused({ op: 'getToken', session, service: 3, name: 'officer2' });
    expect(hsm.log.map(({ op, user }) => [op, user])).toEqual(
      ['setMValue', 'getToken', 'approveToken', 'delToken', 'delToken', 'getToken'].map((op) => [
        op,
        OFFICER1,
      ]),
    );
  });

  it('has none where nobody is logged in', () => {
    const hsm = new BareHsm();
    hsm.refused({ op: 'getToken', session: '', service: 3, name: 'officer1' });
    expect(hsm.log.at(-1)).not.toHaveProperty('user');
  });
});

describe('a log-in that is refused', () => {
  it.each([
    ['Nobody', PASSWORD],
    ['Officer1', 'wrong password'],
  ])('has the name %s as it was typed', (name, password) => {
    const hsm = new BareHsm();
    hsm.refused({ ...LOGIN, name, password });
    expect(hsm.log.at(-1)?.user).toEqual({ name, type: 'CO' });
  });

  it('has it of a user who is locked, too', () => {
    const hsm = new BareHsm();
    for (let times = 0; times < 7; times += 1) {
      hsm.refused({ ...LOGIN, name: 'OFFICER1', password: 'wrong password' });
    }
    expect(hsm.log.at(-1)?.user).toEqual({ name: 'OFFICER1', type: 'CO' });
  });
});
