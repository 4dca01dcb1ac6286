import { describe, expect, it } from 'vitest';

import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { approve, BareHsm, createStates, officerKey, PASSWORD } from './bare-hsm.ts';

const user = (hsm: BareHsm, name: string) =>
  hsm.state.users.find((candidate) => candidate.name === name);

function approved(hsm: BareHsm, session: string, service = 3): void {
  const token = hsm.getToken(session, 'officer1', service);
  hsm.must({
    op: 'approveToken',
    session,
    multiToken: token,
    approvals: [approve(1, token), approve(2, token)],
  });
}

describe('rollBack', () => {
  const bob = { type: 'CU', name: 'bob', password: PASSWORD } as const;

  it('brings back a deleted user whole, and not the token', () => {
    const hsm = new BareHsm({ mValues: { userManagement: 2 } });
    const session = hsm.logIn('officer1');
    hsm.refused({
      op: 'login',
      type: 'CO',
      name: 'officer3',
      password: 'wrong',
    });
    const before = hsm.state.users;
    approved(hsm, session);
    const { operation } = hsm.must({
      op: 'deleteUser',
      session,
      type: 'CO',
      name: 'officer3',
    });
    expect(user(hsm, 'officer3')).toBeUndefined();
    hsm.must({ op: 'rollBack', session, operation });
    expect(hsm.state.users).toEqual(before);
    expect(user(hsm, 'officer3')).toMatchObject({ loginFailures: 1, quorumKey: { id: 5 } });
    expect(hsm.must({ op: 'listTokens', session }).tokens).toEqual([]);
    expect(hsm.refused({ op: 'rollBack', session, operation }).error).toBe('RET_INVALID_INPUT');
  });

  it('takes back a createUser and a changePswd', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const session = hsm.logIn('officer1');
    const before = hsm.state.users;
    const created = hsm.must({ op: 'createUser', session, ...bob });
    hsm.must({ op: 'rollBack', session, operation: created.operation });
    expect(hsm.state.users).toEqual(before);
    const changed = hsm.must({
      op: 'changePswd',
      session,
      type: 'CO',
      name: 'officer2',
      password: 'new-password',
    });
    hsm.must({ op: 'rollBack', session, operation: changed.operation });
    hsm.logIn('officer2');
  });

  it('is for the last change, of the same session, and never for M values and keys', () => {
    const string = Buffer.from('key_match_string');
    const between: ((session: string) => HsmRequest)[] = [
      (session) => ({ op: 'createUser', session, ...bob, name: 'carol' }),
      (session) => ({ op: 'setMValue', session, service: 4, m: 2 }),
      (session) => ({
        op: 'registerKey',
        session,
        type: 'CO',
        name: 'officer1',
        publicKey: officerKey(1).spki,
        token: string,
        signature: officerKey(1).sign(string),
      }),
    ];
    for (const request of between) {
      const hsm = new BareHsm({ officers: 2, keys: 0 });
      const session = hsm.logIn('officer1');
      const { operation } = hsm.must({ op: 'createUser', session, ...bob });
      const other = hsm.logIn('officer2');
      expect(hsm.refused({ op: 'rollBack', session: other, operation }).error).toBe(
        'RET_INVALID_INPUT',
      );
      const reply = hsm.must(request(session));
      expect(hsm.refused({ op: 'rollBack', session, operation }).error).toBe('RET_INVALID_INPUT');
      if (request(session).op === 'createUser') continue;
      const latest = 'operation' in reply ? reply.operation : '';
      expect(hsm.refused({ op: 'rollBack', session, operation: latest }).error).toBe(
        'RET_INVALID_INPUT',
      );
    }
  });

  it('does not take a user away who has logged in meanwhile', () => {
    const hsm = new BareHsm({ officers: 1, keys: 0 });
    const session = hsm.logIn('officer1');
    const { operation } = hsm.must({ op: 'createUser', session, ...bob });
    hsm.logIn('bob', 'CU');
    expect(hsm.refused({ op: 'rollBack', session, operation }).error).toBe('RET_USER_LOGGED_IN');
  });
});

describe('syncUser', () => {
  function makePair(): { from: BareHsm; to: BareHsm; export(name: string): HsmRequest } {
    const [one, two] = createStates(2, { mValues: { userManagement: 2 } });
    const from = new BareHsm({ seed: 11 }, one);
    const to = new BareHsm({ seed: 12 }, two);
    from.openSession('officer1');
    to.openSession('officer1');
    return {
      from,
      to,
      export: (name) => ({
        op: 'putUser',
        session: '0x1',
        user: from.must({ op: 'exportUser', session: '0x1', id: user(from, name)?.id ?? 0 }).user,
      }),
    };
  }

  function change(hsm: BareHsm, request: HsmRequest): void {
    approved(hsm, '0x1');
    hsm.must(request);
  }

  const create = (name: string): HsmRequest => ({
    op: 'createUser',
    session: '0x1',
    type: 'CU',
    name,
    password: 'bobs password',
  });

  it('carries a user over with its id and password, for a token of the other HSM', () => {
    const pair = makePair();
    change(pair.from, create('bob'));
    const request = pair.export('bob');
    expect(pair.to.refused(request).error).toBe('RET_MXN_AUTH_FAILED');
    change(pair.to, request);
    expect(user(pair.to, 'bob')).toEqual(user(pair.from, 'bob'));
    pair.to.logIn('bob', 'CU', 'bobs password');
    expect(pair.to.refused(request).error).toBe('RET_USER_LOGGED_IN');
  });

  it('brings back an officer with the key, under an id that is not taken', () => {
    const pair = makePair();
    change(pair.to, { op: 'deleteUser', session: '0x1', type: 'CO', name: 'officer3' });
    change(pair.to, create('bob'));
    change(pair.to, pair.export('officer3'));
    expect(user(pair.to, 'officer3')).toMatchObject({
      id: 5,
      quorumKey: { spki: user(pair.from, 'officer3')?.quorumKey?.spki },
    });
    expect(pair.to.state.users.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    change(pair.from, create('carol'));
    change(pair.to, pair.export('carol'));
    expect(user(pair.from, 'carol')?.id).toBe(6);
    expect(user(pair.to, 'carol')?.id).toBe(7);
  });

  it('takes nothing that was changed on the way, or comes from another cluster', () => {
    const pair = makePair();
    const stranger = new BareHsm({ seed: 77 });
    const session = stranger.logIn('officer1');
    const foreign = stranger.must({ op: 'exportUser', session, id: 4 }).user;
    expect(pair.to.refused({ op: 'putUser', session: '0x1', user: foreign }).error).toBe(
      'RET_INVALID_INPUT',
    );
    const good = pair.export('officer2') as Extract<HsmRequest, { op: 'putUser' }>;
    const [content = '', mark = ''] = good.user.sealed.split('.');
    const forged = Buffer.from(content, 'base64').toString().replace('"CO"', '"PCO"');
    for (const sealed of ['', content, `${Buffer.from(forged).toString('base64')}.${mark}`]) {
      expect(pair.to.refused({ ...good, user: { ...good.user, sealed } }).error).toBe(
        'RET_INVALID_INPUT',
      );
    }
  });

  it('keeps a CU and a CO of the same name apart', () => {
    const pair = makePair();
    change(pair.from, create('bob'));
    change(pair.to, { ...create('bob'), type: 'CO' } as HsmRequest);
    expect(pair.to.refused(pair.export('bob')).error).toBe('RET_USER_ALREADY_EXISTS');
  });
});

describe('the audit log', () => {
  it('tells of every change and every refusal, and of the token that was spent', () => {
    const hsm = new BareHsm({ mValues: { userManagement: 2 } });
    const session = hsm.logIn('officer1');
    const request = {
      op: 'createUser',
      session,
      type: 'CU',
      name: 'bob',
      password: PASSWORD,
    } as const;
    hsm.refused(request);
    approved(hsm, session);
    hsm.must(request);
    hsm.must({ op: 'listUsers' });
    hsm.must({ op: 'listTokens', session });
    hsm.must({ op: 'logout', session });
    expect(hsm.log.map((event) => [event.sequence, event.op, event.response])).toEqual([
      [1, 'login', 'SUCCESS'],
      [2, 'createUser', 'RET_MXN_AUTH_FAILED'],
      [3, 'getToken', 'SUCCESS'],
      [4, 'approveToken', 'SUCCESS'],
      [5, 'createUser', 'SUCCESS'],
      [6, 'logout', 'SUCCESS'],
    ]);
    expect(hsm.log[4]).toMatchObject({
      time: hsm.now,
      session,
      actor: { name: 'officer1', type: 'CO' },
      user: { name: 'bob', type: 'CU' },
      tokens: [
        {
          id: 1,
          service: 3,
          user: 'officer1',
          approvers: [{ name: 'officer1' }, { name: 'officer2' }],
        },
      ],
    });
    expect(JSON.stringify(hsm.log)).not.toContain(`"${PASSWORD}"`);
  });
});
