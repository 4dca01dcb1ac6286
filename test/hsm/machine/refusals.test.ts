/** How an HSM refuses: the word, and the reason with all its values; and what it just so takes. */
import { describe, expect, it } from 'vitest';

import type { HsmState, User } from '../../../src/hsm/machine/state.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { makeCertificate } from '../../support/certificates.ts';
import { approve, BareHsm, type BareHsmOptions, keyOf, officerKey, PASSWORD } from './bare-hsm.ts';

const M2 = { userManagement: 2, miscCo: 2 };

function makeHsm(options: BareHsmOptions = {}, client: BareHsm['client'] = 'classic') {
  const hsm = new BareHsm({ exponent: 3, ...options });
  hsm.client = client;
  return { hsm, session: hsm.openSession('officer1') };
}

const refusal = (error: string, reason: object) => ({ ok: false, error, reason });
const by = (n: number, file: Uint8Array) => approve(n, file, officerKey(n, 3));

function changeUser(state: HsmState, name: string, change: Partial<User>): HsmState {
  const users = state.users.map((user) => (user.name === name ? { ...user, ...change } : user));
  return { ...state, users };
}

describe('a number that is none', () => {
  const session = '0x1';
  it.each<[string, HsmRequest]>([
    ['service', { op: 'getMValue', service: Number.NaN }],
    ['service', { op: 'getToken', session, service: Number.POSITIVE_INFINITY, name: 'officer1' }],
    ['m', { op: 'setMValue', session, service: 3, m: Number.NaN }],
    ['seconds', { op: 'setTimeout', session, which: 'generated', seconds: Number.NaN }],
    ['reference', { op: 'deregisterTrustAnchor', session, reference: Number.NaN }],
  ])('as %s is told by its place alone', (field, request) => {
    const { hsm } = makeHsm({ type: 'hsm2m', keys: 0 }, 'sdk5');
    const told = refusal('RET_INVALID_INPUT', { code: 'number-malformed', field });
    expect(hsm.ask(request)).toEqual(told);
  });

  it('as the type of an approver is, too', () => {
    const { hsm, session } = makeHsm({ mValues: M2 });
    const multiToken = hsm.getToken(session, 'officer1');
    const approvals = [{ ...by(2, multiToken), type: Number.NaN }];
    expect(hsm.ask({ op: 'approveToken', session, multiToken, approvals })).toEqual(
      refusal('RET_INVALID_INPUT', { code: 'number-malformed', field: 'approver-type' }),
    );
  });
});

describe('a time that tokens last', () => {
  it('is a second at least and a day at most', () => {
    const { hsm, session } = makeHsm({ keys: 0 }, 'sdk5');
    const set = (seconds: number) =>
      hsm.ask({ op: 'setTimeout', session, which: 'generated', seconds });
    for (const seconds of [1, 86_400]) expect(set(seconds).ok).toBe(true);
    for (const seconds of [0, 1.5, 86_401]) {
      expect(set(seconds)).toEqual(
        refusal('RET_INVALID_INPUT', { code: 'timeout-out-of-range', seconds, maximum: 86_400 }),
      );
    }
  });
});

describe('an M value that is on', () => {
  it('is not changed while that of service 4 is off', () => {
    const { hsm, session } = makeHsm({ mValues: { userManagement: 2 } });
    expect(hsm.ask({ op: 'setMValue', session, service: 3, m: 3 })).toEqual(
      refusal('RET_MXN_AUTH_FAILED', { code: 'm-needs-misc-co', service: 'userManagement' }),
    );
  });

  it.each([
    [2, { code: 'approvals-too-few', required: 2 }],
    [3, { code: 'm-approvals-too-few', required: 3, changed: 'userManagement' }],
  ])('of %i beside 2 of service 4 needs the greater of both', (m, reason) => {
    const { hsm, session } = makeHsm({ mValues: { userManagement: m, miscCo: 2 } });
    const multiToken = hsm.getToken(session, 'officer1', 4);
    hsm.must({ op: 'approveToken', session, multiToken, approvals: [by(3, multiToken)] });
    expect(hsm.ask({ op: 'setMValue', session, service: 3, m: 2 })).toEqual(
      refusal('RET_MXN_AUTH_FAILED', {
        ...{ ...reason, token: 1, service: 'miscCo' },
        ...{ approvers: ['officer3'], lapsed: 0 },
      }),
    );
  });
});

describe('a token', () => {
  it('is got where a quorum is on', () => {
    const { hsm, session } = makeHsm({ keys: 0 });
    expect(hsm.ask({ op: 'getToken', session, service: 3, name: 'officer1' })).toEqual(
      refusal('RET_POLICY_MISMATCH', { code: 'quorum-off', service: 'userManagement' }),
    );
  });

  it('holds no approval of a key that its user has no more', () => {
    const { hsm, session } = makeHsm({ mValues: M2 });
    const multiToken = hsm.getToken(session, 'officer1');
    const approvals = [by(1, multiToken), by(2, multiToken)];
    hsm.must({ op: 'approveToken', session, multiToken, approvals });
    hsm.state = changeUser(hsm.state, 'officer1', { quorumKey: null });
    const [token] = hsm.must({ op: 'listTokens', session }).tokens;
    expect(token?.approvers).toEqual(['officer2']);
  });

  it('in a file of its own counts where the approval file names it, and is not left out', () => {
    const { hsm, session } = makeHsm({ mValues: M2 });
    const record = hsm.getToken(session, 'officer1');
    const hand = (multiToken: Uint8Array, singleToken: Uint8Array, n: number) =>
      hsm.ask({
        ...{ op: 'approveToken', session, multiToken, singleToken },
        approvals: [by(n, record)],
      });
    const other = new Uint8Array(80);
    expect(hand(record, other, 1)).toEqual(
      refusal('RET_MXN_AUTH_FAILED', { code: 'token-not-live', records: 1 }),
    );
    expect(hand(other, record, 1).ok).toBe(true);
    // An empty one is as none.
    expect(hand(record, new Uint8Array(), 2).ok).toBe(true);
    expect(hsm.must({ op: 'listTokens', session }).tokens[0]?.approvers).toEqual([
      'officer1',
      'officer2',
    ]);
    // Beside several records nobody looks at it.
    const two = Buffer.concat([record, record]);
    const approvals = [by(3, two)];
    const several = { multiToken: two, singleToken: other };
    hsm.must({ op: 'approveToken', session, ...several, approvals });
  });

  it('of the newer client is told by the log-in and the time that it is of', () => {
    const { hsm, session } = makeHsm({ mValues: M2 }, 'sdk5');
    const multiToken = hsm.getToken(session, 'officer1');
    const approval = { multiToken, approvals: [by(1, multiToken), by(2, multiToken)] };
    const create = { op: 'createUser', type: 'CU', name: 'bob', password: PASSWORD } as const;
    expect(hsm.ask({ ...create, session: hsm.openSession('officer1'), approval })).toEqual(
      refusal('RET_MXN_AUTH_FAILED', {
        ...{ code: 'token-of-other-session', token: 1, client: 'sdk5' },
      }),
    );
    hsm.now += 600_000;
    expect(hsm.ask({ ...create, session, approval })).toEqual(
      refusal('RET_MXN_AUTH_FAILED', { code: 'token-expired', token: 1 }),
    );
  });

  it('of an officer goes with the officer, and no other does', () => {
    const { hsm, session } = makeHsm({ keys: 0, mValues: { userManagement: 2, miscCo: 2 } });
    hsm.getToken(session, 'officer1', 4);
    const other = hsm.openSession('officer3');
    hsm.getToken(other, 'officer3', 4);
    hsm.must({ op: 'logout', session: other });
    hsm.state = { ...hsm.state, mValues: { ...hsm.state.mValues, userManagement: 1 } };
    hsm.must({ op: 'deleteUser', session, type: 'CO', name: 'officer3' });
    const { tokens } = hsm.must({ op: 'listTokens', session });
    expect(tokens.map(({ user }) => user)).toEqual(['officer1']);
  });

  it('is one of two in one file', () => {
    const { hsm, session } = makeHsm({ mValues: M2 });
    const multiToken = Buffer.concat([3, 4].map((one) => hsm.getToken(session, 'officer1', one)));
    const approvals = [by(2, multiToken)];
    expect(hsm.ask({ op: 'approveToken', session, multiToken, approvals })).toEqual(
      refusal('RET_MXN_AUTH_FAILED', { code: 'token-ambiguous', tokens: 2 }),
    );
  });

  it('holds 20 approvals at most', () => {
    const { hsm, session } = makeHsm({ mValues: M2 });
    const multiToken = hsm.getToken(session, 'officer1');
    hsm.must({ op: 'approveToken', session, multiToken, approvals: [by(1, multiToken)] });
    // As of twenty officers, each of whom needs a key of its own.
    const [like] = hsm.state.users.filter(({ name }) => name === 'officer1');
    const many = Array.from({ length: 19 }, (_, n) => n + 4);
    const added = many.map((n): User => {
      const spki = Buffer.from(officerKey(n, 3).spki).toString('base64');
      return {
        ...like,
        id: n + 100,
        name: `officer${n}`,
        quorumKey: { id: n + 100, spki },
      } as User;
    });
    hsm.state = { ...hsm.state, users: [...hsm.state.users, ...added] };
    const hand = (numbers: readonly number[]) =>
      hsm.ask({
        ...{ op: 'approveToken', session, multiToken },
        approvals: numbers.map((n) => by(n, multiToken)),
      });
    expect(hand(many).ok).toBe(true);
    expect(hand([1]).ok).toBe(true);
    expect(hand([2])).toEqual(
      refusal('RET_MXN_AUTH_FAILED', {
        ...{ code: 'token-approvals-full', approvals: 21, maximum: 20 },
      }),
    );
  });

  it('is approved by no two users with one key', () => {
    const { hsm, session } = makeHsm({ mValues: M2 });
    const multiToken = hsm.getToken(session, 'officer1');
    const spki = Buffer.from(officerKey(1, 3).spki).toString('base64');
    hsm.state = changeUser(hsm.state, 'officer2', { quorumKey: { id: 77, spki } });
    const approvals = [by(1, multiToken), { ...by(1, multiToken), name: 'officer2' }];
    expect(hsm.ask({ op: 'approveToken', session, multiToken, approvals })).toEqual(
      refusal('RET_MXN_AUTH_FAILED', {
        ...{ code: 'approver-key-twice', approval: 2, approvals: 2 },
        ...{ name: 'officer2', user: 'officer1' },
      }),
    );
  });

  it('is told where what was signed is the file of another one', () => {
    const { hsm, session } = makeHsm({ mValues: M2 });
    const [users, m] = [3, 4].map((service) => hsm.getToken(session, 'officer1', service)) as [
      Uint8Array,
      Uint8Array,
    ];
    // A file with another HSM's record is known by the approvals that are over it already.
    const file = Buffer.concat([users, new Uint8Array(80)]);
    const approvals = [by(1, file)];
    hsm.must({ op: 'approveToken', session, multiToken: file, approvals });
    const hand = (signed: Uint8Array) => {
      const approval = { ...by(2, signed), signature: officerKey(2, 3).sign(signed) };
      const reply = hsm.ask({ op: 'approveToken', session, multiToken: m, approvals: [approval] });
      return !reply.ok && reply.reason.code === 'signature-wrong' ? reply.reason.cause : reply;
    };
    const content = (value: object) => ({
      code: 'other-content',
      user: 'officer2',
      content: value,
    });
    expect(hand(file)).toEqual(content({ code: 'other-token', token: 1 }));
    expect(hand(users)).toEqual(content({ code: 'record-alone', token: 1 }));
    expect(hand(Buffer.from('x'))).toEqual(content(expect.objectContaining({ code: 'unknown' })));
  });
});

describe('the tokens of a full HSM', () => {
  /** As many as there may be, of officer3, each made at the second that is said. */
  function fill(created: (index: number) => number): BareHsm {
    const { hsm, session } = makeHsm({ keys: 0, mValues: M2 });
    hsm.getToken(session, 'officer1');
    const [token] = hsm.state.tokens;
    const tokens = Array.from({ length: 1024 }, (_, index) => {
      const record = Buffer.from(token?.record ?? '', 'base64');
      // Ids from the greatest on, so that the first is not the least.
      record.writeUInt16BE(1024 - index, 0);
      record.writeBigUInt64BE(BigInt(created(index)), 64);
      return { ...token, record: record.toString('base64'), user: 5 } as NonNullable<typeof token>;
    });
    hsm.state = { ...hsm.state, tokens, next: { ...hsm.state.next, token: 2000 } };
    return hsm;
  }

  const idsOf = (hsm: BareHsm): number[] =>
    hsm.state.tokens.map(({ record }) => Buffer.from(record, 'base64').readUInt16BE(0));
  const get = { op: 'getToken', session: '0x1', service: 3, name: 'officer1' } as const;

  it.each<[string, (now: number, index: number) => number, number]>([
    ['the oldest', (now, index) => now - 600 - ([700, 701, 702].indexOf(index) + 1) ** 2, 702],
    ['of the oldest that with the least id', (now) => now - 600, 1023],
    ['an expired one, whatever is live,', (now, index) => (index === 10 ? now - 600 : now), 10],
  ])('make space for another one: %s goes', (_, created, at) => {
    const now = Math.floor(new BareHsm({ keys: 0 }).now / 1000);
    const hsm = fill((index) => created(now, index));
    const before = idsOf(hsm);
    hsm.must(get);
    expect(idsOf(hsm)).toEqual([...before.slice(0, at), ...before.slice(at + 1), 2000]);
  });

  it('make none while all are live', () => {
    const now = Math.floor(new BareHsm({ keys: 0 }).now / 1000);
    const hsm = fill(() => now - 599);
    expect(hsm.ask(get)).toEqual(refusal('RET_MAX_TOKENS', { code: 'tokens-full', maximum: 1024 }));
  });
});

describe('a trust anchor', () => {
  const one = makeCertificate('one');

  it('has 16,384 bytes at most, and nothing behind the certificate', () => {
    const { hsm, session } = makeHsm({ type: 'hsm2m', keys: 0 }, 'sdk5');
    const ask = (bytes: number) => {
      const certificate = Buffer.concat([one, Buffer.alloc(bytes - one.length)]);
      return hsm.ask({ op: 'registerTrustAnchor', session, certificate });
    };
    expect(ask(16_384)).toEqual(refusal('RET_INVALID_INPUT', { code: 'certificate-not-ca' }));
    expect(ask(16_385)).toEqual(
      refusal('RET_INVALID_INPUT', {
        ...{ code: 'certificate-size', bytes: 16_385, maximum: 16_384 },
      }),
    );
  });

  it('is there once, and goes while another is left', () => {
    const { hsm, session } = makeHsm({ type: 'hsm2m', keys: 0 }, 'sdk5');
    const register = (certificate: Uint8Array) =>
      hsm.ask({ op: 'registerTrustAnchor', session, certificate });
    const deregister = (reference: number) =>
      hsm.ask({ op: 'deregisterTrustAnchor', session, reference });
    register(one);
    expect(register(one)).toEqual(
      refusal('RET_POLICY_MISMATCH', { code: 'trust-anchor-twice', reference: 1 }),
    );
    register(makeCertificate('two'));
    const admin = hsm.openSession('admin');
    hsm.must({ op: 'setMtlsEnforcement', session: admin, level: 'cluster' });
    expect(deregister(2).ok).toBe(true);
    expect(deregister(1)).toEqual(refusal('RET_POLICY_MISMATCH', { code: 'trust-anchor-needed' }));
    expect(deregister(2)).toEqual(
      refusal('RET_INVALID_INPUT', { code: 'trust-anchor-unknown', reference: 2 }),
    );
  });
});

describe('a second factor', () => {
  const user = { type: 'CO', name: 'officer1' } as const;
  const ask = (hsm: BareHsm, purpose: 'login' | 'register', name = 'officer1') =>
    hsm.must({ op: 'getChallenge', purpose, type: 'CO', name }).digest;

  it('signs what was asked for it, and leaves what was asked for others', () => {
    const { hsm, session } = makeHsm({ keys: 0 }, 'sdk5');
    const key = officerKey(7, 3);
    const change = (signature: Uint8Array) =>
      hsm.ask({
        ...{ op: 'changeMfa', session, ...user, changeQuorum: false },
        secondFactor: { publicKey: key.spki, signature },
      });
    expect(change(new Uint8Array())).toEqual(
      refusal('RET_INVALID_INPUT', { code: 'challenge-missing', user: 'officer1' }),
    );
    const digest = ask(hsm, 'register');
    ask(hsm, 'login');
    ask(hsm, 'register', 'officer2');
    expect(change(key.signDigest(digest)).ok).toBe(true);
    expect(hsm.state.challenges.map(({ purpose, name }) => [purpose, name])).toEqual([
      ['login', 'officer1'],
      ['register', 'officer2'],
    ]);
  });

  it("is nobody else's key, and one that HSMs take", () => {
    const { hsm, session } = makeHsm();
    const create = (spki: Uint8Array) =>
      hsm.ask({
        ...{ op: 'createUser', session, type: 'CO', name: 'bob', password: PASSWORD },
        secondFactor: { publicKey: spki, signature: new Uint8Array() },
      });
    expect(create(officerKey(2, 3).spki)).toEqual(
      refusal('RET_KEY_REFUSED', { code: 'key-taken', user: 'officer2' }),
    );
    expect(create(keyOf('short', { bits: 1024 }).spki)).toEqual(
      refusal('RET_KEY_REFUSED', {
        ...{ code: 'key-malformed', problem: expect.objectContaining({ bits: 1024 }) },
      }),
    );
  });

  it('that no HSM would take any more lets nobody in', () => {
    const { hsm } = makeHsm({ keys: 0 }, 'sdk5');
    hsm.state = changeUser(hsm.state, 'officer1', { secondFactor: { id: 70, spki: 'AAAA' } });
    ask(hsm, 'login');
    const reply = hsm.ask({
      ...{ op: 'login', ...user, password: PASSWORD, signature: new Uint8Array(256) },
    });
    expect(reply).toMatchObject({ ok: false, reason: { code: 'second-factor-wrong' } });
  });
});

describe('a user', () => {
  it('is locked by the sixth wrong password, not by the fifth', () => {
    const { hsm } = makeHsm({ keys: 0 });
    const lockedAfter = (loginFailures: number) => {
      hsm.state = changeUser(hsm.state, 'officer2', { loginFailures });
      const { users } = hsm.must({ op: 'listUsers' });
      return users.find(({ name }) => name === 'officer2')?.locked;
    };
    expect([4, 5, 6].map(lockedAfter)).toEqual([false, false, true]);
  });

  it('is no actor of what another session of the same process is asked', () => {
    const { hsm } = makeHsm({ keys: 0 });
    hsm.refused({ op: 'listTokens', session: null });
    hsm.refused({ op: 'delToken', session: '0x99', tokens: 'all' });
    expect(hsm.log.at(-1)).toMatchObject({ op: 'delToken', session: '0x99' });
    expect(hsm.log.at(-1)).not.toHaveProperty('actor');
  });

  it('is made an officer by no activation where there is no PRECO', () => {
    const hsm = new BareHsm({ fresh: true, officers: 0 });
    hsm.state = { ...hsm.state, users: hsm.state.users.slice(1) };
    expect(hsm.ask({ op: 'activate', password: 'new-password' })).toEqual(
      refusal('RET_POLICY_MISMATCH', { code: 'activated-already' }),
    );
  });
});

it('a number that is counted to its end is told with its name', () => {
  const { hsm, session } = makeHsm({ keys: 0 });
  const maximum = 4_503_599_627_370_496;
  hsm.state = { ...hsm.state, next: { ...hsm.state.next, operation: maximum } };
  expect(() => hsm.ask({ op: 'setMValue', session, service: 3, m: 2 })).toThrow(
    expect.objectContaining({
      code: 'counter-used-up',
      values: { counter: 'operation', maximum },
    }),
  );
});
