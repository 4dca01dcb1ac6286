import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CLIENT_NAMES } from '../../../src/hsm/clients.ts';
import { HSM_TYPES } from '../../../src/hsm/hsm-types.ts';
import { LIMITS } from '../../../src/hsm/machine/rules.ts';
import type { HsmState } from '../../../src/hsm/machine/state.ts';
import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import type { HsmRequest, UserKey } from '../../../src/hsm/protocol.ts';
import { validateServerState } from '../../../src/hsm/store/server-state.ts';
import { makeCertificate } from '../../support/certificates.ts';
import { howOften } from '../../support/how-many.ts';
import { approve, BareHsm, officerKey, PASSWORD, PROCESS } from './bare-hsm.ts';

/** More than any record of a request has, whatever is in the request. */
const LARGEST_RECORD = 16 * 1024;

/** What comes back from a disk after what a store would have written. */
function readBack(hsm: BareHsm): void {
  const { state, log } = hsm;
  const refusals: readonly unknown[] = [];
  const text = JSON.stringify({ hsm: state, log: log.slice(-64), refusals });
  expect(validateServerState(JSON.parse(text)).hsm).toEqual(state);
}

let fresh: HsmState | undefined;
function makeHsm(): BareHsm {
  fresh ??= new BareHsm({ officers: 4, exponent: 3, mValues: { userManagement: 2, miscCo: 2 } })
    .state;
  return new BareHsm({}, fresh);
}

const longText = fc
  .tuple(fc.string({ minLength: 1, unit: 'binary' }), fc.integer({ min: 1, max: 20_000 }))
  .map(([unit, count]) => unit.repeat(count));
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('officer1', 'officer2', 'OFFICER3', 'bob', 'admin') },
  { weight: 2, arbitrary: fc.constantFrom('CO', 'CU', 'PCO', 'AU', 'PRECO', '__proto__', '') },
  fc.string({ unit: 'binary' }),
  longText,
);
const number = fc.oneof(fc.integer({ min: 0, max: 25 }), fc.double());
const session = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('0x1', '0x2', '0x3', '0x4') },
  { weight: 1, arbitrary: text },
);
const bytes = fc.uint8Array({ maxLength: 400 });
const password = fc.oneof({ weight: 3, arbitrary: fc.constant(PASSWORD) }, text);
const process = fc.oneof(
  { weight: 3, arbitrary: fc.constant(PROCESS) },
  // JSON has no -0, nor has a system that gives numbers to processes.
  fc.record({
    bootId: text,
    pidNamespace: text,
    pid: number.map((pid) => pid + 0),
    startTime: text,
  }),
);
const op = <const Op extends string>(name: Op) => ({ op: fc.constant(name) });

const named = { session, type: text, name: text };
const purpose = fc.constantFrom('login' as const, 'register' as const);
const approval = fc.record({
  multiToken: bytes,
  approvals: fc.array(fc.record({ type: fc.option(number), name: text, signature: bytes }), {
    maxLength: 25,
  }),
});
const keyProof = fc.record({
  publicKey: fc.oneof(bytes, fc.constant(officerKey(7, 3).spki)),
  signature: bytes,
});
const authorities = [1, 2, 3].map((n) => makeCertificate(`authority${n}`));
const certificate = fc.oneof(bytes, fc.constantFrom(...authorities));

/** Any request, of names, numbers and bytes of any kind; well-typed is all that it is. */
const anyRequest: fc.Arbitrary<HsmRequest> = fc.oneof(
  fc.record(
    { ...op('login'), type: text, name: text, password, signature: bytes },
    { requiredKeys: ['op', 'type', 'name', 'password'] },
  ),
  fc.record({ ...op('getChallenge'), purpose, type: text, name: text }),
  fc.record({ ...op('activate'), password }),
  fc.record({ ...op('logout'), session }),
  fc.record({ ...op('listUsers') }),
  fc.record(
    { ...op('createUser'), ...named, password, secondFactor: keyProof, approval },
    { requiredKeys: ['op', 'session', 'type', 'name', 'password'] },
  ),
  fc.record(
    { ...op('deleteUser'), ...named, approval },
    { requiredKeys: ['op', 'session', 'type', 'name'] },
  ),
  fc.record(
    {
      ...op('changePswd'),
      ...{ ...named, password, secondFactor: keyProof, approval },
      deregister: fc.subarray<UserKey>(['quorum', 'second-factor']),
    },
    { requiredKeys: ['op', 'session', 'type', 'name', 'password'] },
  ),
  fc.record(
    {
      ...op('changeMfa'),
      ...{ ...named, password, approval },
      secondFactor: fc.option(keyProof),
      changeQuorum: fc.boolean(),
    },
    { requiredKeys: ['op', 'session', 'type', 'name', 'secondFactor', 'changeQuorum'] },
  ),
  fc.record({ ...op('rollBack'), session, operation: fc.oneof(text, fc.constantFrom('1', '2')) }),
  fc.record({
    ...op('registerKey'),
    session,
    type: text,
    name: text,
    publicKey: fc.oneof(bytes, fc.constant(officerKey(7, 3).spki)),
    token: bytes,
    signature: bytes,
  }),
  fc.record({ ...op('getRegistrationToken'), session }),
  fc.record({ ...op('getTimeouts') }),
  fc.record({
    ...op('setTimeout'),
    session,
    which: fc.constantFrom('generated' as const, 'approved' as const),
    seconds: number,
  }),
  fc.record({ ...op('getMtls') }),
  fc.record(
    { ...op('registerTrustAnchor'), session, certificate, approval },
    { requiredKeys: ['op', 'session', 'certificate'] },
  ),
  fc.record(
    { ...op('deregisterTrustAnchor'), session, reference: number, approval },
    { requiredKeys: ['op', 'session', 'reference'] },
  ),
  fc.record(
    {
      ...op('setMtlsEnforcement'),
      ...{ session, level: fc.constantFrom('none' as const, 'cluster' as const), approval },
    },
    { requiredKeys: ['op', 'session', 'level'] },
  ),
  fc.record(
    { ...op('setMValue'), session, service: number, m: number, approval },
    { requiredKeys: ['op', 'session', 'service', 'm'] },
  ),
  fc.record({ ...op('getMValue'), service: number }),
  fc.record({ ...op('getToken'), session, service: number, name: text }),
  fc.record({
    ...op('approveToken'),
    session,
    multiToken: bytes,
    approvals: fc.array(fc.record({ type: number, name: text, signature: bytes }), {
      maxLength: 25,
    }),
  }),
  fc.record({ ...op('listTokens'), session: fc.option(session) }),
  fc.record({
    ...op('delToken'),
    session,
    tokens: fc.oneof(fc.constantFrom('all' as const, 'everyone' as const), bytes),
  }),
  fc.record({ ...op('getHSMInfo') }),
  fc.record({ ...op('exportUser'), session, id: number }),
  fc.record({
    ...op('putUser'),
    session,
    user: fc.record({ id: number, type: fc.constantFrom('CO', 'CU'), name: text, sealed: text }),
  }),
);

/** A log-in, by a process of any kind. */
const strangeLogin = fc.record({
  by: process,
  login: fc.record({
    ...op('login'),
    type: fc.constant('CO'),
    name: fc.constantFrom('officer1', 'officer2'),
    password,
  }),
});

interface ApprovedToken {
  readonly officer: number;
  readonly files: readonly { readonly repeated: number; readonly by: readonly number[] }[];
}

/** An officer gets a token, and approvals of files that hold it some times over. */
const approvedToken: fc.Arbitrary<ApprovedToken> = fc.record({
  officer: fc.integer({ min: 1, max: 3 }),
  files: fc.array(
    fc.record({
      repeated: fc.integer({ min: 1, max: 32 }),
      by: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
    }),
    { maxLength: 4 },
  ),
});

function approveFiles(hsm: BareHsm, { officer, files }: ApprovedToken): void {
  const holder = `0x${officer}`;
  const got = hsm.ask({ op: 'getToken', session: holder, service: 3, name: `officer${officer}` });
  if (!got.ok) return;
  for (const { repeated, by } of files) {
    const multiToken = Buffer.concat(Array.from({ length: repeated }, () => got.record));
    const approvals = by.map((n) => approve(n, multiToken, officerKey(n, 3)));
    hsm.ask({ op: 'approveToken', session: holder, multiToken, approvals });
    readBack(hsm);
  }
}

/** What a key signs that is to be a second factor, whose it is to be, and a log-in with it. */
const provenKey = fc.record({
  key: fc.integer({ min: 1, max: 6 }),
  officer: fc.integer({ min: 1, max: 3 }),
  of: fc.integer({ min: 1, max: 4 }),
  changeQuorum: fc.boolean(),
  isSigned: fc.boolean(),
});

function giveSecondFactor(
  hsm: BareHsm,
  given: typeof provenKey extends fc.Arbitrary<infer One> ? One : never,
): void {
  const { spki, signDigest } = officerKey(given.key, 3);
  const user = { type: 'CO', name: `officer${given.of}` } as const;
  const sign = (to: 'login' | 'register'): Uint8Array => {
    const { digest } = hsm.must({ op: 'getChallenge', purpose: to, ...user });
    return given.isSigned ? signDigest(digest) : digest;
  };
  const secondFactor = { publicKey: spki, signature: sign('register') };
  const { changeQuorum, officer } = given;
  hsm.ask({ op: 'changeMfa', session: `0x${officer}`, ...user, secondFactor, changeQuorum });
  readBack(hsm);
  hsm.ask({ op: 'login', ...user, password: PASSWORD, signature: sign('login') });
}

/** Asks, and what is refused changes nothing but the log; a log-in counts what was wrong with it. */
function askOne(hsm: BareHsm, request: HsmRequest): void {
  const before = hsm.state;
  const { ok } = hsm.ask(request);
  if (!ok && request.op !== 'login') {
    expect({ ...hsm.state, audit: before.audit }).toEqual(before);
  }
}

describe('whatever is asked', () => {
  it('leaves a state and records that their reader takes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof({ weight: 6, arbitrary: anyRequest }, strangeLogin, approvedToken, provenKey),
          {
            minLength: 5,
            maxLength: 20,
          },
        ),
        fc.constantFrom(...CLIENT_NAMES),
        fc.constantFrom(...HSM_TYPES),
        (asked, client, type) => {
          const hsm = makeHsm();
          hsm.state = { ...hsm.state, type };
          hsm.client = client;
          for (const n of [1, 2, 3]) hsm.openSession(`officer${n}`);
          hsm.openSession('admin');
          for (const one of asked) {
            if ('op' in one) askOne(hsm, one);
            else if ('by' in one) hsm.askAs(one.by, one.login);
            else if ('key' in one) giveSecondFactor(hsm, one);
            else approveFiles(hsm, one);
            readBack(hsm);
            expect(JSON.stringify(hsm.log.at(-1) ?? '').length).toBeLessThan(LARGEST_RECORD);
          }
        },
      ),
      { numRuns: howOften(25, 1000) },
    );
  });

  it('by names of a megabyte leaves records of some hundred bytes, with a mark and the length', () => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    const name = 'x'.repeat(1 << 20);
    const requests: HsmRequest[] = [
      { op: 'login', type: name, name, password: name },
      { op: 'login', type: 'CO', name, password: name },
      { op: 'logout', session: name },
      { op: 'finalize', session: name },
      { op: 'createUser', session, type: 'CO', name, password: PASSWORD },
      { op: 'rollBack', session, operation: name },
      { op: 'getToken', session, service: 3, name },
      { op: 'putUser', session, user: { id: 1, type: 'CO', name, sealed: name } },
      {
        op: 'approveToken',
        session,
        multiToken: hsm.getToken(session, 'officer1'),
        approvals: [{ type: 2, name, signature: new Uint8Array(1) }],
      },
    ];
    for (const request of requests) {
      expect(hsm.ask(request).ok).toBe(false);
      const record = JSON.stringify(hsm.log.at(-1));
      expect(record.length).toBeLessThan(2000);
      expect(record).toContain('… (1048576 characters)');
      readBack(hsm);
    }
  });
});

describe('at the limits', () => {
  it('a token that 32 files were approved for can be read and used', () => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    const record = hsm.getToken(session, 'officer1');
    for (let repeated = 1; repeated <= LIMITS.records; repeated += 1) {
      const multiToken = Buffer.concat(Array.from({ length: repeated }, () => record));
      const by = 1 + (repeated % 4);
      const approvals = [approve(by, multiToken, officerKey(by, 3))];
      hsm.must({ op: 'approveToken', session, multiToken, approvals });
      readBack(hsm);
    }
    expect(hsm.state.tokens[0]?.digests.length).toBe(4);
    hsm.must({ op: 'createUser', session, type: 'CU', name: 'bob', password: PASSWORD });
    readBack(hsm);
  });

  it('token ids begin again after 65,535, and pass over those of live tokens', () => {
    const hsm = new BareHsm({ officers: 4, keys: 0, mValues: { userManagement: 2, miscCo: 2 } });
    const sessions = [1, 2, 3, 4].map((n) => hsm.openSession(`officer${n}`));
    const get = (n: number, service = 3): number =>
      hsm.must({ op: 'getToken', session: sessions[n - 1] ?? '', service, name: `officer${n}` })
        .token.id;
    expect([get(1), get(2)]).toEqual([1, 2]);
    hsm.state = { ...hsm.state, next: { ...hsm.state.next, token: 65_534 } };
    expect([get(3), get(4), get(3, 4), get(4, 4), get(1)]).toEqual([65_534, 65_535, 3, 4, 5]);
    readBack(hsm);
    hsm.state = { ...hsm.state, next: { ...hsm.state.next, token: 65_535 } };
    // officer4's own token has the id and goes when this one comes, so that it is free.
    expect([get(4), get(1)]).toEqual([65_535, 1]);
    readBack(hsm);
  });

  it('two live tokens never have one id', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0, mValues: { userManagement: 2 } });
    for (const n of [1, 2]) hsm.getToken(hsm.openSession(`officer${n}`), `officer${n}`);
    const [one, two] = hsm.state.tokens;
    const bytes = Buffer.from(two?.record ?? '', 'base64');
    Buffer.from(one?.record ?? '', 'base64').copy(bytes, 0, 0, 8);
    const tokens = [one, { ...two, record: bytes.toString('base64') }];
    expect(() => validateState({ ...hsm.state, tokens })).toThrow(/token-id/);
  });

  it.each([
    ['session', (): HsmRequest => LOGIN],
    ['key', registerKey],
    ['operation', registerKey],
  ] as const)('a %s number that was counted to its end makes no change', (counter, request) => {
    const hsm = makeHsm();
    const session = hsm.openSession('officer1');
    hsm.state = { ...hsm.state, next: { ...hsm.state.next, [counter]: LIMITS.counter } };
    readBack(hsm);
    const before = hsm.state;
    expect(() => hsm.ask(request(session))).toThrow(/counter-used-up/);
    expect(hsm.state).toBe(before);
  });
});

const LOGIN = {
  op: 'login',
  type: 'CO',
  name: 'officer2',
  password: PASSWORD,
} as const;

function registerKey(session: string): HsmRequest {
  const token = Buffer.from('t');
  const { spki, sign } = officerKey(8, 3);
  const [type, name] = ['CO', 'officer1'];
  const signature = sign(token);
  return { op: 'registerKey', session, type, name, publicKey: spki, token, signature };
}
