/** What records of the audit log tell beside who, when and how it ended: all of it, and nothing else. */
import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { AuditEvent } from '../../../src/hsm/audit-record.ts';
import type { Approval } from '../../../src/hsm/protocol.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { approve, BareHsm, officerKey, PASSWORD, PROCESS } from './bare-hsm.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const officer = (n: number) => ({ name: `officer${n}`, type: 'CO' });

/** A record without its place in the chain. */
function last(hsm: BareHsm): Partial<AuditEvent> {
  const { sequence: _, previous: __, hash: ___, time: ____, ...said } = hsm.log.at(-1) ?? {};
  return said;
}

const by = (n: number, file: Uint8Array): Approval => approve(n, file, officerKey(n, 3));
const approver = (n: number, file: Uint8Array) => ({
  name: `officer${n}`,
  keyFingerprint: sha256(officerKey(n, 3).spki),
  signedDigest: sha256(file),
});

function tokenOf(record: Uint8Array, approvers: readonly object[] = []): object {
  const [{ id, service, user } = { id: 0, service: 0, user: '' }] = decodeTokens(record);
  return { id, service, user, recordDigest: sha256(record), approvers };
}

describe('of a token', () => {
  it('the log tells who got it, whose approvals each file brought, and whose were counted', () => {
    const hsm = new BareHsm({ exponent: 3, mValues: { userManagement: 3 } });
    const session = hsm.openSession('officer1');
    const record = hsm.getToken(session, 'officer1');
    const common = { session, actor: officer(1), response: 'SUCCESS' };
    expect(last(hsm)).toEqual({
      ...{ op: 'getToken', ...common, user: officer(1) },
      service: 3,
      tokens: [tokenOf(record)],
    });
    const hand = (multiToken: Uint8Array, approvals: readonly Approval[]) =>
      hsm.must({ op: 'approveToken', session, multiToken, approvals });
    const twice = Buffer.concat([record, record]);
    hand(record, [by(1, record)]);
    expect(last(hsm)).toEqual({
      ...{ op: 'approveToken', ...common, user: officer(1) },
      tokens: [tokenOf(record, [approver(1, record)])],
    });
    // Only those of the file, in the order in which they count.
    hand(twice, [by(3, twice), by(2, twice)]);
    const both = [approver(3, twice), approver(2, twice)];
    expect(last(hsm).tokens).toEqual([tokenOf(record, both)]);
    hand(record, []);
    expect(last(hsm)).toEqual({ op: 'approveToken', ...common, user: officer(1) });
    // One that the token holds already is brought again, and counts once.
    hand(record, [by(1, record)]);
    expect(last(hsm).tokens).toEqual([tokenOf(record, [approver(1, record)])]);
    hsm.must({ op: 'createUser', session, type: 'CU', name: 'bob', password: PASSWORD });
    expect(last(hsm)).toEqual({
      ...{ op: 'createUser', ...common, user: { name: 'bob', type: 'CU' } },
      tokens: [tokenOf(record, [approver(1, record), ...both])],
    });
  });

  it('the log tells which were deleted, and of none where there was none', () => {
    const hsm = new BareHsm({ keys: 0, mValues: { userManagement: 2, miscCo: 2 } });
    const session = hsm.openSession('officer1');
    const records = [3, 4].map((service) => hsm.getToken(session, 'officer1', service));
    const said = { op: 'delToken', session, actor: officer(1), user: officer(1) };
    hsm.must({ op: 'delToken', session, tokens: 'all' });
    expect(last(hsm)).toEqual({
      ...{ ...said, response: 'SUCCESS' },
      tokens: records.map((record) => tokenOf(record)),
    });
    hsm.must({ op: 'delToken', session, tokens: 'all' });
    expect(last(hsm)).toEqual({ ...said, response: 'SUCCESS' });
  });

  it('the log tells M value and service of a change, and the key of a registration', () => {
    const hsm = new BareHsm({ exponent: 3, keys: 0 });
    const session = hsm.openSession('officer1');
    const common = { session, actor: officer(1), response: 'SUCCESS', user: officer(1) };
    hsm.must({ op: 'setMValue', session, service: 4, m: 3 });
    expect(last(hsm)).toEqual({ op: 'setMValue', ...common, service: 4, m: 3 });
    const { spki, sign } = officerKey(1, 3);
    const token = Buffer.from('key match string');
    const whose = { type: 'CO', name: 'OFFICER1' };
    const register = { op: 'registerKey', session, ...whose, publicKey: spki, token } as const;
    hsm.must({ ...register, signature: sign(token) });
    expect(last(hsm)).toEqual({ op: 'registerKey', ...common, keyFingerprint: sha256(spki) });
    expect(hsm.ask({ ...register, signature: Uint8Array.of(1) })).toEqual({
      ...{ ok: false, error: 'RET_KEY_REFUSED' },
      reason: { code: 'registration-signature-wrong' },
    });
    expect(hsm.ask({ ...register, signature: new Uint8Array() })).toEqual({
      ...{ ok: false, error: 'RET_KEY_REFUSED' },
      reason: { code: 'registration-not-signed' },
    });
  });
});

describe('of a user', () => {
  it('the log tells name and type as they are kept, where there is such a user', () => {
    const hsm = new BareHsm({ keys: 0 });
    const session = hsm.openSession('officer1');
    const common = { session, actor: officer(1), response: 'SUCCESS' };
    const typed = { type: 'CO', name: 'OFFICER2' };
    hsm.must({ op: 'changePswd', session, ...typed, password: 'new-password' });
    expect(last(hsm)).toEqual({ op: 'changePswd', ...common, user: officer(2) });
    const { operation } = hsm.must({ op: 'deleteUser', session, ...typed });
    expect(last(hsm)).toEqual({ op: 'deleteUser', ...common, user: officer(2) });
    hsm.must({ op: 'rollBack', session, operation });
    expect(last(hsm)).toEqual({ op: 'rollBack', ...common, user: officer(2) });
    hsm.must({ op: 'getChallenge', purpose: 'login', ...typed });
    expect(last(hsm)).toEqual({
      ...{ op: 'getChallenge', session: null, response: 'SUCCESS' },
      user: officer(2),
    });
    const login = hsm.must({ op: 'login', type: 'CO', name: 'ADMIN', password: PASSWORD });
    expect(last(hsm)).toMatchObject({ op: 'login', session: login.session });
    expect(last(hsm)).not.toHaveProperty('actor');
  });

  it('the log tells of no keys and no attribute where it was about none', () => {
    const hsm = new BareHsm({ keys: 0 });
    const session = hsm.openSession('officer1');
    hsm.refused({ op: 'createUser', session, type: 'CO', name: 'officer2', password: PASSWORD });
    expect(Object.keys(last(hsm))).toEqual([
      'op',
      'session',
      'actor',
      'response',
      'reason',
      'user',
    ]);
  });
});

describe('a session that is over', () => {
  it('is told of with its user, and those that go on are not', () => {
    const hsm = new BareHsm({ keys: 0 });
    const [gone, alive] = [1, 2].map((pid) => hsm.logIn('officer1', 'CO', PASSWORD, pid));
    hsm.askAs({ ...PROCESS, pid: 1 }, { op: 'getChallenge', purpose: 'login', ...officer(1) });
    hsm.askAs({ ...PROCESS, pid: 2 }, { op: 'getChallenge', purpose: 'login', ...officer(1) });
    hsm.dead.add(1);
    const begun = hsm.log.length;
    hsm.must({ op: 'setMValue', session: hsm.openSession('officer2'), service: 3, m: 2 });
    const [end, next] = hsm.log.slice(begun);
    expect(hsm.log.length).toBe(begun + 2);
    expect(end).toEqual({
      ...{ sequence: begun + 1, previous: hsm.log[begun - 1]?.hash, hash: next?.previous },
      ...{ time: hsm.now, op: 'finalize', session: gone, response: 'SUCCESS' },
      ...{ actor: officer(1), user: officer(1) },
    });
    expect(next?.op).toBe('setMValue');
    expect(hsm.state.sessions.map(({ id }) => id)).toContain(alive);
    // What the process was to have signed is forgotten with it.
    expect(hsm.state.challenges.map(({ process }) => process.pid)).toEqual([2]);
  });

  it('of a user who is no more is told of without one', () => {
    const hsm = new BareHsm({ keys: 0 });
    const session = hsm.logIn('officer3', 'CO', PASSWORD, 1);
    hsm.state = { ...hsm.state, users: hsm.state.users.slice(0, -1) };
    // Such a session is no log-in.
    expect(hsm.ask({ op: 'getToken', session, service: 3, name: 'officer3' })).toEqual({
      ...{ ok: false, error: 'RET_NOT_LOGGED_IN', reason: { code: 'not-logged-in' } },
    });
    hsm.dead.add(1);
    hsm.logIn('officer1');
    const { sequence: _, previous: __, hash: ___, time: ____, ...said } = hsm.log.at(-2) ?? {};
    expect(said).toEqual({ op: 'finalize', session, response: 'SUCCESS' });
  });
});

describe('rollBack', () => {
  it('puts a deleted user back in its place among the others', () => {
    const hsm = new BareHsm({ officers: 5, keys: 0 });
    const session = hsm.openSession('officer5');
    const before = hsm.state.users;
    for (const n of [1, 3]) {
      const { operation } = hsm.must({ op: 'deleteUser', session, ...officer(n) });
      hsm.must({ op: 'rollBack', session, operation });
      expect(hsm.state.users).toEqual(before);
    }
  });

  it('of a user who was created, and is no more, changes nothing and tells of nobody', () => {
    const hsm = new BareHsm({ keys: 0 });
    const session = hsm.openSession('officer1');
    const bob = { type: 'CU', name: 'bob', password: PASSWORD };
    const { operation } = hsm.must({ op: 'createUser', session, ...bob });
    const users = hsm.state.users.slice(0, -1);
    hsm.state = { ...hsm.state, users };
    hsm.must({ op: 'rollBack', session, operation });
    expect(hsm.state).toMatchObject({ users, undo: null });
    expect(last(hsm)).toEqual({
      ...{ op: 'rollBack', session, actor: officer(1), response: 'SUCCESS' },
    });
    expect(hsm.ask({ op: 'rollBack', session, operation })).toEqual({
      ...{ ok: false, error: 'RET_INVALID_INPUT' },
      reason: { code: 'not-the-last-change', operation },
    });
  });
});
