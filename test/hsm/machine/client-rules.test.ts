/** What an HSM lets each kind of client do: docs of both consoles, and `src/hsm/clients.ts`. */
import { describe, expect, it } from 'vitest';

import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { LIMITS } from '../../../src/hsm/machine/rules.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import {
  approve,
  BareHsm,
  type BareHsmOptions,
  officerKey,
  PASSWORD,
  PROCESS,
} from './bare-hsm.ts';

const M2 = { userManagement: 2, miscCo: 2 };

function makeHsm(client: BareHsm['client'], options: BareHsmOptions = {}): BareHsm {
  const hsm = new BareHsm({ exponent: 3, mValues: M2, ...options });
  hsm.client = client;
  return hsm;
}

function createBob(session: string, multiToken: Uint8Array): HsmRequest {
  const approvals = [1, 2].map((n) => approve(n, multiToken, officerKey(n, 3)));
  const approval = { multiToken, approvals };
  return { op: 'createUser', session, type: 'CU', name: 'bob', password: PASSWORD, approval };
}

describe('a token', () => {
  it('of a session of the newer console is good in that session only, and goes with it', () => {
    const hsm = makeHsm('sdk5');
    const [one, other] = [hsm.openSession('officer1'), hsm.openSession('officer1')];
    const token = hsm.getToken(one, 'officer1');
    expect(hsm.refusedWithoutTrace(createBob(other, token)).reason).toMatch(/another log-in/);
    hsm.must({ op: 'logout', session: other });
    expect(hsm.state.tokens.length).toBe(1);
    hsm.must({ op: 'logout', session: one });
    expect(hsm.state.tokens).toEqual([]);
  });

  it('goes with a session whose process ended', () => {
    const hsm = makeHsm('sdk5');
    hsm.getToken(hsm.openSession('officer1'), 'officer1');
    hsm.dead.add(PROCESS.pid);
    const login = { op: 'login', type: 'CO', name: 'officer2', password: PASSWORD } as const;
    expect(hsm.askAs({ ...PROCESS, pid: 5 }, login).ok).toBe(true);
    expect(hsm.state.tokens).toEqual([]);
  });

  it.each(['logout', 'finalize'] as const)(
    'of a single command is good for the next, after %s',
    (op) => {
      const hsm = makeHsm('sdk5-command');
      const session = hsm.openSession('officer1');
      const token = hsm.getToken(session, 'officer1');
      hsm.must({ op, session });
      const next = hsm.openSession('officer1');
      hsm.must(createBob(next, token));
      expect(hsm.state.tokens).toEqual([]);
    },
  );

  it('of a single command serves nobody else, and no other client', () => {
    const hsm = makeHsm('sdk5-command');
    const token = hsm.getToken(hsm.openSession('officer1'), 'officer1');
    expect(hsm.refusedWithoutTrace(createBob(hsm.openSession('officer2'), token)).reason).toMatch(
      /officer1's/,
    );
    hsm.client = 'sdk5';
    expect(hsm.refusedWithoutTrace(createBob(hsm.openSession('officer1'), token)).reason).toMatch(
      /a single command/,
    );
  });

  it.each(['sdk5', 'sdk5-command'] as const)(
    'of the classic console is no good for %s',
    (client) => {
      const hsm = makeHsm('classic');
      const session = hsm.openSession('officer1');
      const token = hsm.getToken(session, 'officer1');
      hsm.client = client;
      const here = hsm.openSession('officer1');
      expect(hsm.refusedWithoutTrace(createBob(here, token)).reason).toMatch(/cloudhsm_mgmt_util/);
      const approvals = [1, 2].map((n) => approve(n, token, officerKey(n, 3)));
      hsm.client = 'classic';
      hsm.must({ op: 'approveToken', session, multiToken: token, approvals });
      // Approved, it is still of the classic console.
      hsm.client = client;
      expect(hsm.refusedWithoutTrace(createBob(here, token)).reason).toMatch(/cloudhsm_mgmt_util/);
      hsm.client = 'classic';
      hsm.must(createBob(session, new Uint8Array()));
    },
  );

  it.each(['sdk5', 'sdk5-command'] as const)(
    'of %s is no good for the classic console',
    (client) => {
      const hsm = makeHsm(client);
      const token = hsm.getToken(hsm.openSession('officer1'), 'officer1');
      hsm.client = 'classic';
      const session = hsm.openSession('officer1');
      const approvals = [1, 2].map((n) => approve(n, token, officerKey(n, 3)));
      const request = { op: 'approveToken', session, multiToken: token, approvals } as const;
      expect(hsm.refusedWithoutTrace(request).reason).toMatch(
        /was got (in another log-in of|by) cloudhsm-cli/,
      );
      expect(hsm.refusedWithoutTrace(createBob(session, token)).reason).toMatch(
        /was got (in another log-in of|by) cloudhsm-cli/,
      );
      // Its getToken replaces what the officer has, whoever got it.
      const own = hsm.getToken(session, 'officer1');
      expect(hsm.state.tokens.map(({ client }) => client)).toEqual(['classic']);
      expect(own).not.toEqual(token);
    },
  );

  it('that waits is refused a second beside it, until it is used, deleted or has expired', () => {
    const hsm = makeHsm('sdk5');
    const session = hsm.openSession('officer1');
    const generate = { op: 'getToken', session, service: 3, name: 'officer1' } as const;
    const first = hsm.getToken(session, 'officer1');
    hsm.now += 94_000;
    expect(hsm.refusedWithoutTrace(generate)).toEqual({
      error: 'RET_POLICY_MISMATCH',
      reason: expect.stringContaining('token 1 of this service is good for 506 seconds more'),
    });
    // Of another service, or of another officer, it is none of its business.
    hsm.must({ ...generate, service: 4 });
    hsm.getToken(hsm.openSession('officer2'), 'officer2');
    hsm.must(createBob(session, first));
    hsm.must(generate);
    hsm.refusedWithoutTrace(generate);
    hsm.must({ op: 'delToken', session, tokens: 'all' });
    hsm.must(generate);
    hsm.now += 600_000;
    hsm.must(generate);
    expect(hsm.state.tokens.filter(({ user }) => user === 3).length).toBe(1);
  });

  it.each([
    ['sdk5', 599, true],
    ['sdk5', 600, false],
    ['sdk5-command', 600, false],
  ] as const)('of %s after %i seconds: used is %s', (client, seconds, isUsed) => {
    const hsm = makeHsm(client);
    const session = hsm.openSession('officer1');
    const token = hsm.getToken(session, 'officer1');
    hsm.now += seconds * 1000;
    if (isUsed) hsm.must(createBob(session, token));
    else expect(hsm.refusedWithoutTrace(createBob(session, token)).reason).toMatch(/has expired/);
  });

  it('of the classic console works on when it has expired', () => {
    const hsm = makeHsm('classic');
    const session = hsm.openSession('officer1');
    const multiToken = hsm.getToken(session, 'officer1');
    hsm.now += 3_600_000;
    const approvals = [1, 2].map((n) => approve(n, multiToken, officerKey(n, 3)));
    hsm.must({ op: 'approveToken', session, multiToken, approvals });
    hsm.must(createBob(session, multiToken));
  });

  it('is one of 1,024 at most, for which an expired one goes', () => {
    const hsm = makeHsm('sdk5', { officers: 3 });
    const session = hsm.openSession('officer1');
    hsm.getToken(session, 'officer1');
    const [token] = hsm.state.tokens;
    const record = Buffer.from(token?.record ?? '', 'base64');
    const tokens = Array.from({ length: LIMITS.tokens }, (_, index) => {
      const other = Buffer.from(record);
      other.writeUInt16BE(index + 1, 0);
      other.writeUInt32BE(index, 16);
      return { ...token, record: other.toString('base64'), user: 4 } as NonNullable<typeof token>;
    });
    hsm.state = { ...hsm.state, tokens, next: { ...hsm.state.next, token: 1025 } };
    const generate = { op: 'getToken', session, service: 3, name: 'officer1' } as const;
    expect(hsm.refusedWithoutTrace(generate)).toEqual({
      error: 'RET_MAX_TOKENS',
      reason: expect.stringContaining('1024 tokens'),
    });
    hsm.now += 600_000;
    hsm.must(generate);
    expect(hsm.state.tokens.length).toBe(LIMITS.tokens);
  });
});

describe('tokens', () => {
  it('are shown to all by the newer console, by the classic one to officers, and to others their own', () => {
    const hsm = makeHsm('sdk5');
    const officer = hsm.openSession('officer1');
    hsm.getToken(officer, 'officer1');
    hsm.must({
      op: 'createUser',
      session: officer,
      type: 'CU',
      name: 'bob',
      password: PASSWORD,
      approval: signed(hsm),
    });
    hsm.getToken(officer, 'officer1');
    const user = hsm.openSession('bob');
    for (const session of [null, officer, user]) {
      expect(hsm.must({ op: 'listTokens', session }).tokens).toMatchObject([
        { user: 'officer1', service: 3, required: 2, approvers: [], validity: 600 },
      ]);
    }
    hsm.client = 'classic';
    const session = hsm.openSession('bob');
    expect(hsm.must({ op: 'listTokens', session }).tokens).toEqual([]);
    expect(hsm.refused({ op: 'listTokens', session: null }).error).toBe('RET_NOT_LOGGED_IN');
  });

  it('of everyone are deleted by an officer who says so, and else the own', () => {
    const hsm = makeHsm('sdk5');
    const [one, two] = [hsm.openSession('officer1'), hsm.openSession('officer2')];
    for (const service of [3, 4]) {
      hsm.getToken(one, 'officer1', service);
      hsm.getToken(two, 'officer2', service);
    }
    expect(hsm.must({ op: 'delToken', session: one, tokens: 'all' }).deleted).toBe(2);
    expect(hsm.state.tokens.map(({ user }) => user)).toEqual([4, 4]);
    expect(hsm.must({ op: 'delToken', session: one, tokens: 'everyone' }).deleted).toBe(2);
    expect(hsm.state.tokens).toEqual([]);
    expect(hsm.must({ op: 'delToken', session: one, tokens: 'everyone' }).deleted).toBe(0);
  });

  function signed(hsm: BareHsm) {
    const multiToken = Buffer.from(hsm.state.tokens[0]?.record ?? '', 'base64');
    const approvals = [1, 2].map((n) => approve(n, multiToken, officerKey(n, 3)));
    return { multiToken, approvals };
  }
});

describe('an M value', () => {
  it.each(['sdk5', 'sdk5-command'] as const)(
    'set by %s is 2 to 8, and no more than there are officers',
    (client) => {
      const hsm = makeHsm(client, { officers: 10, keys: 0, mValues: {} });
      const session = hsm.openSession('officer1');
      for (const m of [-1, 0, 1, 9, 20, 2.5]) {
        const refused = hsm.refusedWithoutTrace({ op: 'setMValue', session, service: 3, m });
        expect(refused).toEqual({
          error: 'RET_INVALID_INPUT',
          reason: `M value ${m}, expected 2 to 8; a quorum cannot be switched off`,
        });
      }
      hsm.must({ op: 'setMValue', session, service: 3, m: 8 });
      const few = makeHsm(client, { officers: 3, keys: 0, mValues: {} });
      const here = few.openSession('officer1');
      // The admin is one of them.
      const request = { op: 'setMValue', session: here, service: 4 } as const;
      expect(few.refusedWithoutTrace({ ...request, m: 5 }).error).toBe('RET_POLICY_MISMATCH');
      few.must({ ...request, m: 4 });
    },
  );

  it('that the classic console set higher holds, and is changed by as many', () => {
    const hsm = makeHsm('classic', { officers: 10, mValues: {} });
    hsm.must({ op: 'setMValue', session: hsm.openSession('officer1'), service: 3, m: 10 });
    hsm.must({ op: 'setMValue', session: hsm.openSession('officer1'), service: 4, m: 2 });
    hsm.client = 'sdk5';
    const session = hsm.openSession('officer1');
    expect(hsm.must({ op: 'getMValue', service: 3 }).m).toBe(10);
    const multiToken = hsm.getToken(session, 'officer1', 4);
    const signedBy = (count: number) => ({
      multiToken,
      approvals: Array.from({ length: count }, (_, n) =>
        approve(n + 1, multiToken, officerKey(n + 1, 3)),
      ),
    });
    const set = { op: 'setMValue', session, service: 3, m: 2 } as const;
    expect(hsm.refusedWithoutTrace({ ...set, approval: signedBy(9) }).reason).toMatch(/9 of 10/);
    hsm.must({ ...set, approval: signedBy(10) });
  });

  it('of the cluster is there on hsm2m alone', () => {
    const one = makeHsm('sdk5', { mValues: {} });
    const session = one.openSession('officer1');
    for (const request of [
      { op: 'getMValue', service: 7 },
      { op: 'setMValue', session, service: 7, m: 2 },
      { op: 'getToken', session, service: 7, name: 'officer1' },
    ] as const) {
      expect(one.refusedWithoutTrace(request)).toEqual({
        error: 'RET_INVALID_INPUT',
        reason: expect.stringContaining('no quorum is asked for service 7'),
      });
    }
    const two = makeHsm('sdk5', { type: 'hsm2m', mValues: {} });
    two.must({ op: 'setMValue', session: two.openSession('officer1'), service: 7, m: 2 });
    expect(two.must({ op: 'getMValue', service: 7 }).m).toBe(2);
  });
});

describe('a session', () => {
  it('of one client is no good for another', () => {
    const hsm = makeHsm('sdk5');
    const session = hsm.logIn('officer1');
    hsm.client = 'classic';
    expect(hsm.refused({ op: 'listTokens', session }).error).toBe('RET_NOT_LOGGED_IN');
    hsm.client = 'sdk5';
    hsm.must({ op: 'logout', session });
  });

  it('of a crypto user registers a key in the newer console alone', () => {
    const hsm = makeHsm('classic', { mValues: {} });
    const officer = hsm.openSession('officer1');
    hsm.must({ op: 'createUser', session: officer, type: 'CU', name: 'bob', password: PASSWORD });
    const register = (session: string, data: Uint8Array): HsmRequest => ({
      op: 'registerKey',
      session,
      type: 'CU',
      name: 'bob',
      publicKey: officerKey(7, 3).spki,
      token: data,
      signature: officerKey(7, 3).sign(data),
    });
    const classic = hsm.openSession('bob');
    expect(hsm.refusedWithoutTrace(register(classic, Buffer.from('x'))).error).toBe(
      'RET_PERMISSION_DENIED',
    );
    hsm.client = 'sdk5';
    const session = hsm.openSession('bob');
    const { data } = hsm.must({ op: 'getRegistrationToken', session });
    expect(data.length).toBeLessThanOrEqual(LIMITS.registrationToken);
    const unsigned = { ...register(session, data), signature: new Uint8Array() } as HsmRequest;
    expect(hsm.refusedWithoutTrace(unsigned).reason).toContain('is not signed');
    hsm.must(register(session, data));
    expect(hsm.must({ op: 'listUsers' }).users.find(({ name }) => name === 'bob')).toMatchObject({
      hasQuorumKey: true,
    });
  });

  it('that ends by edition takes the tokens of the classic console with it', () => {
    const hsm = makeHsm('classic', { rules: FLAVOUR_RULES['aws-2023'] });
    const session = hsm.openSession('officer1');
    hsm.getToken(session, 'officer1');
    hsm.must({ op: 'logout', session });
    expect(hsm.state.tokens).toEqual([]);
  });
});
