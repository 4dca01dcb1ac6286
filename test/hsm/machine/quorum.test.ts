import { createHash, sign } from 'node:crypto';

import { describe, expect, it } from 'vitest';
import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { approve, BareHsm, keyOf, officerKey, PASSWORD, START } from './bare-hsm.ts';

const M2 = { userManagement: 2, miscCo: 2 };
const createBob = (session: string): HsmRequest => ({
  op: 'createUser',
  session,
  type: 'CU',
  name: 'bob',
  password: PASSWORD,
});

describe('an approved token', () => {
  const changes: Record<string, (session: string) => HsmRequest> = {
    createUser: createBob,
    deleteUser: (session) => ({ op: 'deleteUser', session, type: 'CO', name: 'officer3' }),
    changePswd: (session) => ({
      op: 'changePswd',
      session,
      type: 'CO',
      name: 'officer3',
      password: 'new-password',
    }),
  };

  it.each(Object.keys(changes))('lets one %s through and no second', (op) => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const request = (changes[op] as (session: string) => HsmRequest)(session);
    expect(hsm.refused(request).error).toBe('RET_MXN_AUTH_FAILED');
    const token = hsm.getToken(session, 'officer1');
    expect(hsm.refused(request).reason).toMatch(/0 of 2 approvals \(nobody\)/);
    hsm.must({
      op: 'approveToken',
      session,
      multiToken: token,
      approvals: [approve(1, token), approve(2, token)],
    });
    hsm.must(request);
    expect(hsm.must({ op: 'listTokens', session }).tokens).toEqual([]);
    const second = { ...changes, createUser: changes['deleteUser'] }[op];
    expect(hsm.refused((second as (session: string) => HsmRequest)(session)).error).toBe(
      op === 'deleteUser' ? 'RET_USER_DOES_NOT_EXIST' : 'RET_MXN_AUTH_FAILED',
    );
  });

  it('is not needed for the own password', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    hsm.must({ op: 'changePswd', session, type: 'CO', name: 'officer1', password: 'new-password' });
  });

  it('has no approval by a registered key that is none, as an older HSM may have one', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const token = hsm.getToken(session, 'officer1');
    const both = { approvals: [approve(1, token), approve(2, token)], multiToken: token };
    hsm.must({ op: 'approveToken', session, ...both });
    const small = keyOf('small', { bits: 1024 });
    const spki = Buffer.from(small.spki).toString('base64');
    const users = hsm.state.users.map((user) =>
      user.name === 'officer2' && user.quorumKey !== null
        ? { ...user, quorumKey: { ...user.quorumKey, spki } }
        : user,
    );
    hsm.state = { ...hsm.state, users };
    expect(hsm.refused(createBob(session)).reason).toMatch(/1 of 2 approvals \(officer1\)/);
    const approvals = [{ ...approve(2, token), signature: small.sign(token) }];
    const again = { op: 'approveToken', session, multiToken: token, approvals } as const;
    expect(hsm.refused(again).reason).toMatch(/no registered key/);
    const fresh = officerKey(2);
    const request = { op: 'registerKey', type: 'CO', name: 'officer2', token: token } as const;
    const signature = fresh.sign(token);
    const officer2 = hsm.logIn('officer2');
    hsm.must({ ...request, session: officer2, signature, publicKey: fresh.spki });
  });

  it('of service 4 changes an M value, and is no good for users', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const token = hsm.getToken(session, 'officer1', 4);
    const approvals = [approve(1, token), approve(3, token)];
    hsm.must({ op: 'approveToken', session, multiToken: token, approvals });
    expect(hsm.refused(createBob(session)).error).toBe('RET_MXN_AUTH_FAILED');
    hsm.must({ op: 'setMValue', session, service: 3, m: 3 });
    expect(hsm.must({ op: 'getMValue', service: 3 }).m).toBe(3);
    expect(hsm.refused({ op: 'setMValue', session, service: 3, m: 2 }).error).toBe(
      'RET_MXN_AUTH_FAILED',
    );
  });

  it('stays when the operation fails for another reason', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const token = hsm.getToken(session, 'officer1');
    const approvals = [approve(1, token), approve(2, token)];
    hsm.must({ op: 'approveToken', session, multiToken: token, approvals });
    hsm.refused({ ...createBob(session), name: 'officer2' } as HsmRequest);
    hsm.refused({ ...createBob(session), password: 'short' } as HsmRequest);
    hsm.must(createBob(session));
  });

  it('serves only the officer who asked for it', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const one = hsm.logIn('officer1');
    const two = hsm.logIn('officer2');
    const token = hsm.getToken(one, 'officer1');
    const approvals = [approve(1, token), approve(2, token)];
    const request = { op: 'approveToken', multiToken: token, approvals } as const;
    expect(hsm.refused({ ...request, session: two })).toMatchObject({
      error: 'RET_MXN_AUTH_FAILED',
      reason: expect.stringContaining("officer1's"),
    });
    hsm.must({ ...request, session: one });
    expect(hsm.refused(createBob(two)).error).toBe('RET_MXN_AUTH_FAILED');
    hsm.must(createBob(one));
  });

  it('gathers approvals of several files, each officer once', () => {
    const hsm = new BareHsm({ mValues: { userManagement: 3 } });
    const session = hsm.logIn('officer1');
    const token = hsm.getToken(session, 'officer1');
    const hand = (...who: number[]) =>
      hsm.must({
        op: 'approveToken',
        session,
        multiToken: token,
        approvals: who.map((n) => approve(n, token)),
      });
    hand(2);
    hand(2);
    hand(2, 1);
    expect(hsm.must({ op: 'listTokens', session }).tokens[0]).toMatchObject({
      required: 3,
      approvers: ['officer2', 'officer1'],
    });
    expect(hsm.refused(createBob(session)).reason).toMatch(
      /2 of 3 approvals \(officer2, officer1\)/,
    );
    hand(3);
    hsm.must(createBob(session));
  });

  it('counts only officers who are still there, with the key that they signed with', () => {
    const hsm = new BareHsm({ officers: 4, mValues: { userManagement: 2 } });
    const one = hsm.logIn('officer1');
    const two = hsm.logIn('officer2');
    const token = hsm.getToken(one, 'officer1');
    const own = hsm.getToken(two, 'officer2');
    const hand = (session: string, multiToken: Uint8Array, ...who: number[]) =>
      hsm.must({
        op: 'approveToken',
        session,
        multiToken,
        approvals: who.map((n) => approve(n, multiToken)),
      });
    hand(one, token, 2, 3);
    hand(two, own, 1, 4);
    hsm.must({ op: 'deleteUser', session: two, type: 'CO', name: 'officer3' });
    expect(hsm.refused(createBob(one)).reason).toMatch(/1 of 2 .*1 more count no longer/);
    const fresh = keyOf('stranger');
    const string = Buffer.from('key_match_string');
    const register = (key: typeof fresh) =>
      hsm.must({
        op: 'registerKey',
        session: two,
        type: 'CO',
        name: 'officer2',
        publicKey: key.spki,
        token: string,
        signature: key.sign(string),
      });
    register(officerKey(2));
    hand(one, token, 4);
    expect(hsm.must({ op: 'listTokens', session: one }).tokens[0]?.approvers).toEqual([
      'officer2',
      'officer4',
    ]);
    register(fresh);
    expect(hsm.refused(createBob(one)).reason).toMatch(/1 of 2 approvals \(officer4\)/);
    hsm.must({
      op: 'approveToken',
      session: one,
      multiToken: token,
      approvals: [approve(2, token, fresh)],
    });
    hsm.must(createBob(one));
  });

  it('is replaced by the next getToken of that service', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const old = hsm.getToken(session, 'officer1');
    const misc = hsm.getToken(session, 'officer1', 4);
    const approvals = [approve(1, old), approve(2, old)];
    hsm.must({ op: 'approveToken', session, multiToken: old, approvals });
    hsm.getToken(session, 'officer1');
    expect(hsm.refused(createBob(session)).error).toBe('RET_MXN_AUTH_FAILED');
    expect(hsm.refused({ op: 'approveToken', session, multiToken: old, approvals }).reason).toMatch(
      /replaced by a later getToken/,
    );
    expect(hsm.must({ op: 'listTokens', session }).tokens.map((token) => token.id)).toEqual([2, 3]);
    expect(decodeTokens(misc)[0]?.id).toBe(2);
  });

  it('dies with its session where the edition says so, and only there', () => {
    for (const [rules, left] of [
      [FLAVOUR_RULES['aws-2023'], 0],
      [undefined, 1],
    ] as const) {
      for (const end of ['logout', 'kill'] as const) {
        const hsm = new BareHsm({ mValues: M2, ...(rules && { rules }) });
        const session = hsm.logIn('officer1', 'CO', PASSWORD, 99);
        hsm.getToken(session, 'officer1');
        if (end === 'logout') hsm.must({ op: 'logout', session });
        else hsm.dead.add(99);
        const again = hsm.logIn('officer1');
        expect(hsm.must({ op: 'listTokens', session: again }).tokens.length).toBe(left);
      }
    }
  });
});

describe('getToken', () => {
  it('gives the record that listTokens tells of', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const reply = hsm.must({ op: 'getToken', session, service: 3, name: 'OFFICER1' });
    expect(reply.token).toEqual({ id: 1, service: 3, node: 0, keyHandle: 0, user: 'officer1' });
    expect(decodeTokens(reply.record)[0]).toMatchObject({ ...reply.token, created: START / 1000 });
    hsm.now += 94_000;
    expect(hsm.must({ op: 'listTokens', session }).tokens).toEqual([
      { ...reply.token, validity: 506, required: 2, approvers: [] },
    ]);
  });

  it.each([
    [3, 'officer2', 'RET_PERMISSION_DENIED'],
    [2, 'officer1', 'RET_INVALID_INPUT'],
    [5, 'officer1', 'RET_PERMISSION_DENIED'],
    [4, 'officer1', 'RET_POLICY_MISMATCH'],
  ])('refuses service %d for %s with %s', (service, name, error) => {
    const hsm = new BareHsm({ mValues: { userManagement: 2 } });
    const session = hsm.logIn('officer1');
    expect(hsm.refused({ op: 'getToken', session, service, name }).error).toBe(error);
  });
});

describe('delToken', () => {
  it('deletes those of a file, or all, and only the own', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const one = hsm.logIn('officer1');
    const two = hsm.logIn('officer2');
    const token = hsm.getToken(one, 'officer1');
    hsm.getToken(one, 'officer1', 4);
    const other = hsm.getToken(two, 'officer2');
    expect(hsm.refused({ op: 'delToken', session: two, tokens: token }).error).toBe(
      'RET_TOKEN_NOT_FOUND',
    );
    for (const tokens of [new Uint8Array(0), token.subarray(1)]) {
      expect(hsm.refused({ op: 'delToken', session: one, tokens }).error).toBe('RET_INVALID_INPUT');
    }
    const file = Buffer.concat([token, other]);
    expect(hsm.must({ op: 'delToken', session: one, tokens: file }).deleted).toBe(1);
    expect(hsm.must({ op: 'delToken', session: one, tokens: 'all' }).deleted).toBe(1);
    expect(hsm.must({ op: 'delToken', session: one, tokens: 'all' }).deleted).toBe(0);
    expect(hsm.must({ op: 'listTokens', session: one }).tokens.map((left) => left.user)).toEqual([
      'officer2',
    ]);
  });
});

describe('approveToken refuses, all of the file, and says why', () => {
  const crlf = (bytes: Uint8Array): Uint8Array =>
    Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\n/g, '\r\n'), 'latin1');
  const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
  const two = (token: Uint8Array, bytes: Uint8Array) => [
    approve(1, token),
    { type: 2, name: 'officer2', signature: bytes },
  ];
  const flipped = (bytes: Uint8Array): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    const middle = copy.length >> 1;
    copy[middle] = (copy[middle] ?? 0) ^ 1;
    return copy;
  };

  it.each<[string, (token: Uint8Array, other: Uint8Array) => ReturnType<typeof two>, RegExp]>([
    [
      'a signature over other bytes',
      (t) => two(t, officerKey(2).sign(flipped(t))),
      /something with SHA-256/,
    ],
    [
      'a signature over another token',
      (t, o) => two(t, officerKey(2).sign(o)),
      /record of token 2 of this HSM alone/,
    ],
    ['a signature over the digest', (t) => two(t, officerKey(2).sign(sha256(t))), /hashed twice/],
    ['a signature over a copy with CR LF', (t) => two(t, officerKey(2).sign(crlf(t))), /CR LF/],
    ["another officer's signature", (t) => two(t, officerKey(3).sign(t)), /by the key of officer3/],
    [
      'a PSS signature',
      (t) => two(t, sign('sha256', t, { key: officerKey(2).privateKey, padding: 6 })),
      /PSS/,
    ],
    [
      'a SHA-1 signature',
      (t) => two(t, sign('sha1', t, officerKey(2).privateKey)),
      /no SHA-256 PKCS#1/,
    ],
    ['a damaged signature', (t) => two(t, flipped(officerKey(2).sign(t))), /damage/],
    [
      'a short signature',
      (t) => two(t, officerKey(2).sign(t).subarray(1)),
      /255 bytes, expected exactly 256/,
    ],
    [
      'a long signature',
      (t) => two(t, Buffer.concat([officerKey(2).sign(t), Buffer.alloc(1)])),
      /257 bytes/,
    ],
    ['an unknown approver', (t) => [{ ...approve(2, t), name: 'officer9' }], /no such user/],
    ['a name that is none', (t) => [{ ...approve(2, t), name: 'officer2 ' }], /no such user/],
    [
      'an approver without a key',
      (t) => [{ ...approve(2, t), name: 'admin' }],
      /no registered key/,
    ],
    [
      'approver type 1 for an officer',
      (t) => [{ ...approve(2, t), type: 1 }],
      /type 1 and the user is a CO/,
    ],
    ['approver type 2 for a CU', (t) => [{ ...approve(2, t), name: 'bob' }], /the user is a CU/],
    ['an approver twice', (t) => [approve(2, t), { ...approve(2, t), name: 'OFFICER2' }], /twice/],
  ])('%s', (_, approvals, reason) => {
    const hsm = new BareHsm({ mValues: { miscCo: 2 } });
    const session = hsm.logIn('officer1');
    hsm.must(createBob(session));
    hsm.must({ op: 'setMValue', session, service: 3, m: 2 });
    // A record with a line feed in it, for the one that is about line ends.
    hsm.now = 0x0a_00 * 1000;
    const token = hsm.getToken(session, 'officer1');
    const other = hsm.getToken(session, 'officer1', 4);
    const request = { op: 'approveToken', session, multiToken: token } as const;
    expect(hsm.refused({ ...request, approvals: approvals(token, other) })).toEqual({
      error: 'RET_MXN_AUTH_FAILED',
      reason: expect.stringMatching(reason),
    });
    expect(hsm.must({ op: 'listTokens', session }).tokens[0]?.approvers).toEqual([]);
  });

  it('a file that is no token file, or holds no token or two of this HSM', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const token = hsm.getToken(session, 'officer1');
    const misc = hsm.getToken(session, 'officer1', 4);
    const hand = (multiToken: Uint8Array) =>
      hsm.refused({ op: 'approveToken', session, multiToken, approvals: [approve(1, multiToken)] });
    expect(hand(token.subarray(1)).error).toBe('RET_INVALID_INPUT');
    expect(hand(Buffer.concat([Buffer.alloc(80 * 32), token])).error).toBe('RET_INVALID_INPUT');
    expect(hand(new Uint8Array(0)).error).toBe('RET_MXN_AUTH_FAILED');
    expect(hand(flipped(token)).reason).toMatch(/has 1 record, and none is a live token/);
    expect(hand(Buffer.concat([token, misc])).reason).toMatch(/2 tokens of this HSM/);
    expect(hand(Buffer.concat([Buffer.alloc(40), token, Buffer.alloc(40)])).error).toBe(
      'RET_MXN_AUTH_FAILED',
    );
  });

  it('nothing at all where there are no approvals, and changes nothing', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    hsm.getToken(session, 'officer1');
    const before = hsm.state.tokens;
    hsm.must({ op: 'approveToken', session, multiToken: new Uint8Array(3), approvals: [] });
    expect(hsm.state.tokens).toEqual(before);
  });

  it('takes the single token in place of a multi token file of one record, and of no other', () => {
    const hsm = new BareHsm({ mValues: M2 });
    const session = hsm.logIn('officer1');
    const token = hsm.getToken(session, 'officer1');
    const foreign = flipped(token);
    const request = { op: 'approveToken', session, approvals: [approve(1, token)] } as const;
    hsm.must({ ...request, multiToken: foreign, singleToken: token });
    hsm.refused({ ...request, multiToken: token, singleToken: foreign });
    const both = Buffer.concat([foreign, token]);
    hsm.must({
      ...request,
      multiToken: both,
      singleToken: foreign,
      approvals: [approve(2, both)],
    });
    expect(hsm.must({ op: 'listTokens', session }).tokens[0]?.approvers).toEqual([
      'officer1',
      'officer2',
    ]);
  });
});

describe('registering a key', () => {
  const string = Buffer.from('key_match_string');
  const register = (session: string, name: string, key = officerKey(1), token = string) =>
    ({
      op: 'registerKey',
      session,
      type: 'CO',
      name,
      publicKey: key.spki,
      token,
      signature: key.sign(token),
    }) as const;

  it('is for oneself, once a key', () => {
    const hsm = new BareHsm({ officers: 2, keys: 0 });
    const one = hsm.logIn('officer1');
    const two = hsm.logIn('officer2');
    hsm.must(register(one, 'OFFICER1'));
    expect(hsm.must({ op: 'listUsers' }).users.map((user) => user.hasQuorumKey)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(hsm.refused(register(one, 'officer2')).error).toBe('RET_PERMISSION_DENIED');
    expect(hsm.refused(register(two, 'officer2'))).toMatchObject({
      error: 'RET_KEY_REFUSED',
      reason: expect.stringContaining("officer1's already"),
    });
    hsm.must(register(two, 'officer2', officerKey(2)));
  });

  it('takes RSA keys of 2048 bits and a right signature over at most 245 bytes', () => {
    const hsm = new BareHsm({ officers: 1, keys: 0 });
    const session = hsm.logIn('officer1');
    const good = register(session, 'officer1');
    expect(
      hsm.refused(register(session, 'officer1', keyOf('short', { bits: 1024 }))).reason,
    ).toMatch(/1024/);
    expect(
      hsm.refused(register(session, 'officer1', keyOf('large', { bits: 3072 }))).reason,
    ).toMatch(/3072/);
    expect(hsm.refused({ ...good, publicKey: good.publicKey.subarray(1) }).reason).toMatch(/DER/);
    expect(hsm.refused({ ...good, signature: officerKey(2).sign(string) }).error).toBe(
      'RET_KEY_REFUSED',
    );
    expect(hsm.refused(register(session, 'officer1', officerKey(1), Buffer.alloc(246))).error).toBe(
      'RET_INVALID_INPUT',
    );
    hsm.must(register(session, 'officer1', officerKey(1), Buffer.alloc(245)));
  });
});
