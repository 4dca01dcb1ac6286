import { describe, expect, it } from 'vitest';

import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { BareHsm, PASSWORD, PROCESS } from './bare-hsm.ts';

const OTHER = { ...PROCESS, startTime: '2' };

function requestsOf(session: string): readonly HsmRequest[] {
  const bob = { type: 'CU', name: 'bob', password: PASSWORD };
  return [
    { op: 'logout', session },
    { op: 'finalize', session },
    { op: 'createUser', session, ...bob },
    { op: 'deleteUser', session, type: 'CO', name: 'officer2' },
    { op: 'changePswd', session, ...bob },
    { op: 'setMValue', session, service: 3, m: 2 },
    { op: 'getToken', session, service: 3, name: 'officer1' },
    { op: 'approveToken', session, multiToken: new Uint8Array(80), approvals: [] },
    { op: 'listTokens', session },
    { op: 'delToken', session, tokens: 'all' },
    { op: 'exportUser', session, id: 3 },
    { op: 'rollBack', session, operation: '1' },
  ];
}

describe('the id of a session', () => {
  it('comes from the random source, and counts the log-ins', () => {
    const ids = [1, 2].map((seed) => new BareHsm({ seed }).logIn('officer1'));
    expect(ids[0]).not.toBe(ids[1]);
    const hsm = new BareHsm();
    const first = hsm.logIn('officer1');
    const second = hsm.logIn('officer1');
    expect([first.slice(0, 3), second.slice(0, 3)]).toEqual(['0x1', '0x2']);
    for (const id of [first, second]) expect(id).toMatch(/^0x[0-9a-f]{11}$/);
    expect(first.slice(3)).not.toBe(second.slice(3));
  });

  it('cannot be guessed without a seed, and is the same in every run with one', async () => {
    const idOf = async (seed?: string): Promise<string> => {
      const cluster = createMemoryCluster({
        adminPassword: PASSWORD,
        ...(seed === undefined ? {} : { seed }),
      });
      const login = { op: 'login', type: 'CO', name: 'admin', password: PASSWORD } as const;
      const reply = await cluster.hsms[0]?.execute(login);
      return reply?.ok === true ? reply.session : '';
    };
    expect(await idOf('7')).toBe(await idOf('7'));
    expect(await idOf('7')).not.toBe(await idOf('8'));
    expect(await idOf()).not.toBe(await idOf());
  });
});

describe('a session', () => {
  it('is of the process that logged in, and no other can use it', () => {
    const hsm = new BareHsm();
    const session = hsm.logIn('officer1');
    const before = { ...hsm.state, audit: null };
    for (const request of requestsOf(session)) {
      for (const process of [OTHER, { ...PROCESS, pid: 4712 }, { ...PROCESS, bootId: 'next' }]) {
        expect(hsm.askAs(process, request)).toEqual({
          ok: false,
          error: 'RET_NOT_LOGGED_IN',
          reason: { code: 'session-of-another', session, pid: PROCESS.pid },
        });
      }
    }
    expect({ ...hsm.state, audit: null }).toEqual(before);
    // Whoever tried it was not that officer.
    const tried = hsm.log.slice(1);
    expect(tried.length).toBeGreaterThan(20);
    expect(tried.filter(({ actor }) => actor !== undefined)).toEqual([]);
    expect(hsm.must({ op: 'logout', session }).ok).toBe(true);
  });
});

describe('what only looks', () => {
  it('leaves no record where it is refused, as where it is answered', () => {
    const hsm = new BareHsm();
    const looks: readonly HsmRequest[] = [
      { op: 'listTokens', session: '' },
      { op: 'exportUser', session: '', id: 3 },
      { op: 'getMValue', service: 99 },
    ];
    const before = hsm.state;
    for (const request of looks) expect(hsm.ask(request).ok).toBe(false);
    expect(hsm.state).toBe(before);
    expect(hsm.log).toEqual([]);
  });
});
