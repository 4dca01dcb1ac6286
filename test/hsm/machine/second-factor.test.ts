/**
 * Second factors: AWS CloudHSM user guide, "Managing two-factor authentication" (2022 to 2023) for the classic
 * console, "user change-mfa token-sign" and "Rotate MFA keys" (2026) for the newer one.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { LIMITS } from '../../../src/hsm/machine/rules.ts';
import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import type { HsmRequest, KeyProof } from '../../../src/hsm/protocol.ts';
import { takeKey } from '../../support/keys.ts';
import {
  approve,
  BareHsm,
  keyOf,
  type OfficerKey,
  officerKey,
  PASSWORD,
  PROCESS,
} from './bare-hsm.ts';

const FAST = { exponent: 3 };

function makeHsm(client: BareHsm['client'], keys = 0, mValues = {}): BareHsm {
  const hsm = new BareHsm({ ...FAST, keys, mValues });
  hsm.client = client;
  return hsm;
}

/** What the HSM asks to be signed. */
function ask(hsm: BareHsm, purpose: 'login' | 'register', name: string): Uint8Array {
  return hsm.must({ op: 'getChallenge', purpose, type: 'CO', name }).digest;
}

/** A new key, and its signature over what was asked. */
function prove(hsm: BareHsm, name: string, key: OfficerKey): KeyProof {
  return { publicKey: key.spki, signature: key.signDigest(ask(hsm, 'register', name)) };
}

function userOf(hsm: BareHsm, name: string) {
  const user = hsm.state.users.find((one) => one.name === name);
  if (user === undefined) throw new Error(`no ${name}`);
  return user;
}

/** Gives officer1 a second factor. */
function enable(hsm: BareHsm, session: string, key: OfficerKey, changeQuorum = false): void {
  hsm.must({
    op: 'changeMfa',
    session,
    type: 'CO',
    name: 'officer1',
    secondFactor: prove(hsm, 'officer1', key),
    changeQuorum,
  });
}

const logIn = { op: 'login', type: 'CO', name: 'officer1', password: PASSWORD } as const;
const KEY = officerKey(1, 3);
const NEW_KEY = officerKey(8, 3);

describe('a log-in with a second factor', () => {
  function enabled(): BareHsm {
    const hsm = makeHsm('sdk5');
    const session = hsm.openSession('officer1');
    enable(hsm, session, KEY);
    hsm.must({ op: 'logout', session });
    return hsm;
  }

  it('needs what the key signed as well as the password', () => {
    const hsm = enabled();
    expect(hsm.refusedWithoutTrace(logIn)).toEqual({
      error: 'RET_USER_LOGIN_FAILURE',
      reason: expect.stringContaining('officer1 has a second factor'),
    });
    const signature = KEY.signDigest(ask(hsm, 'login', 'Officer1'));
    const { name } = hsm.must({ ...logIn, signature });
    expect(name).toBe('officer1');
    expect(hsm.state.challenges).toEqual([]);
  });

  it('takes what openssl makes of the digest', () => {
    const hsm = enabled();
    const folder = fs.mkdtempSync(path.join(tmpdir(), 'mofn-mfa-'));
    try {
      const [key, digest] = ['key.pem', 'digest'].map((name) => path.join(folder, name));
      fs.writeFileSync(key as string, takeKey('officer1', FAST).privatePem);
      fs.writeFileSync(digest as string, ask(hsm, 'login', 'officer1'));
      const { stdout } = spawnSync('openssl', [
        ...['pkeyutl', '-sign', '-inkey', key as string],
        ...['-pkeyopt', 'digest:sha256', '-in', digest as string],
      ]);
      hsm.must({ ...logIn, signature: stdout });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('asks anew each time: a signature is good once, and only where it was asked for', () => {
    const hsm = enabled();
    const first = KEY.signDigest(ask(hsm, 'login', 'officer1'));
    const second = KEY.signDigest(ask(hsm, 'login', 'officer1'));
    // Of two, the newer one counts.
    expect(hsm.refused({ ...logIn, signature: first }).error).toBe('RET_USER_LOGIN_FAILURE');
    expect(hsm.refused({ ...logIn, signature: second }).reason).toMatch(/nothing waits/);
    const third = KEY.signDigest(ask(hsm, 'login', 'officer1'));
    const other = { ...PROCESS, pid: PROCESS.pid + 1 };
    expect(hsm.askAs(other, { ...logIn, signature: third })).toMatchObject({
      ok: false,
      reason: { code: 'challenge-missing' },
    });
    const later = { ...PROCESS, startTime: '2' };
    expect(hsm.askAs(later, { ...logIn, signature: third }).ok).toBe(false);
    hsm.must({ ...logIn, signature: third });
    expect(hsm.refused({ ...logIn, signature: third }).reason).toMatch(/nothing waits/);
  });

  it('is not told of by what is asked: there need be no such user, and no second factor', () => {
    const hsm = enabled();
    for (const name of ['officer1', 'officer2', 'nobody']) {
      expect(ask(hsm, 'login', name).length).toBe(32);
    }
    const again = { op: 'getChallenge', purpose: 'login', type: 'CO' } as const;
    expect(hsm.refused({ ...again, name: 'no body' }).error).toBe('RET_INVALID_INPUT');
    expect(hsm.refused({ ...again, type: 'XX', name: 'a' }).error).toBe('RET_INVALID_USER_TYPE');
  });

  it('is not asked for of a user who has none, whatever was signed', () => {
    const hsm = enabled();
    hsm.must({ ...logIn, name: 'officer2', signature: new Uint8Array(3) });
  });

  it.each([
    ['another key', (digest: Uint8Array) => NEW_KEY.signDigest(digest)],
    ['a digest that is hashed again', (digest: Uint8Array) => KEY.sign(digest)],
    ['nothing', () => new Uint8Array(256)],
    [
      'a byte too many',
      (digest: Uint8Array) => Buffer.concat([KEY.signDigest(digest), Buffer.of(0)]),
    ],
  ])('is locked by the sixth signature that is of %s', (_, sign) => {
    const hsm = enabled();
    for (let failures = 1; failures <= 6; failures += 1) {
      const signature = sign(ask(hsm, 'login', 'officer1'));
      const { error, reason } = hsm.refused({ ...logIn, signature });
      expect(error).toBe('RET_USER_LOGIN_FAILURE');
      expect(reason).toContain(failures < 6 ? `${6 - failures} more` : 'the user is locked now');
    }
    const signature = KEY.signDigest(ask(hsm, 'login', 'officer1'));
    expect(hsm.refused({ ...logIn, signature }).reason).toMatch(/is locked after 6/);
    expect(hsm.must({ op: 'listUsers' }).users.find(({ locked }) => locked)?.name).toBe('officer1');
    // An officer's new password unlocks, and in the newer console leaves the second factor.
    const session = hsm.openSession('officer2');
    hsm.must({ op: 'changePswd', session, type: 'CO', name: 'officer1', password: 'new-password' });
    hsm.must({ ...logIn, password: 'new-password', signature });
  });

  it('counts wrong passwords and wrong signatures together, and begins anew with a right log-in', () => {
    const hsm = enabled();
    const wrong = { ...logIn, password: 'wrong-password' };
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 3; n += 1) hsm.refused(wrong);
      for (let n = 0; n < 2; n += 1) {
        const signature = NEW_KEY.signDigest(ask(hsm, 'login', 'officer1'));
        hsm.refused({ ...logIn, signature });
      }
      hsm.must({ ...logIn, signature: KEY.signDigest(ask(hsm, 'login', 'officer1')) });
    }
    for (let n = 0; n < 5; n += 1) hsm.refused(wrong);
    expect(hsm.refused({ ...logIn, password: 'wrong-password' }).reason).toMatch(/locked now/);
  });
});

describe('challenges', () => {
  it('are forgotten with their process, and with the one that takes their place', () => {
    const hsm = makeHsm('sdk5');
    const other = { ...PROCESS, pid: 5 };
    const request = { op: 'getChallenge', purpose: 'login', type: 'CO', name: 'officer1' } as const;
    hsm.askAs(other, request);
    ask(hsm, 'login', 'officer1');
    ask(hsm, 'login', 'officer1');
    ask(hsm, 'register', 'officer1');
    expect(hsm.state.challenges.map(({ purpose, process }) => [purpose, process.pid])).toEqual([
      ['login', 5],
      ['login', PROCESS.pid],
      ['register', PROCESS.pid],
    ]);
    hsm.dead.add(5);
    hsm.refused({ ...logIn, password: 'wrong-password' });
    expect(hsm.state.challenges.map(({ process }) => process.pid)).toEqual([
      PROCESS.pid,
      PROCESS.pid,
    ]);
  });

  it('are so many and no more, of which the oldest goes', () => {
    const hsm = makeHsm('sdk5');
    for (let n = 0; n <= LIMITS.challenges; n += 1) ask(hsm, 'login', `name${n}`);
    expect(hsm.state.challenges.length).toBe(LIMITS.challenges);
    expect(hsm.state.challenges[0]?.name).toBe('name1');
    validateState(JSON.parse(JSON.stringify(hsm.state)));
  });

  it('are of no process that is described as none', () => {
    const hsm = makeHsm('sdk5');
    const request = { op: 'getChallenge', purpose: 'login', type: 'CO', name: 'a' } as const;
    expect(hsm.askAs({ ...PROCESS, pid: 1.5 }, request)).toMatchObject({
      ok: false,
      reason: { code: 'process-malformed' },
    });
  });
});

describe('a second factor', () => {
  const change = (
    session: string,
    secondFactor: KeyProof | null,
    rest: object = {},
  ): HsmRequest => ({
    ...{ op: 'changeMfa', session, type: 'CO', name: 'officer1', secondFactor },
    ...{ changeQuorum: false, ...rest },
  });

  it('is one key with the quorum key, under one id, where it is the same', () => {
    const hsm = makeHsm('sdk5', 3, { userManagement: 2 });
    const session = hsm.openSession('officer1');
    const before = userOf(hsm, 'officer1').quorumKey;
    const multiToken = hsm.getToken(session, 'officer1');
    enable(hsm, session, KEY);
    expect(userOf(hsm, 'officer1')).toMatchObject({ quorumKey: before, secondFactor: before });
    validateState(JSON.parse(JSON.stringify(hsm.state)));
    // So approvals that it made still count.
    const approvals = [1, 2].map((n) => approve(n, multiToken, officerKey(n, 3)));
    const approval = { multiToken, approvals };
    hsm.must({ op: 'createUser', session, type: 'CU', name: 'bob', password: PASSWORD, approval });
  });

  it('is changed with the quorum key or without it, to another key or to none', () => {
    const hsm = makeHsm('sdk5', 3);
    const session = hsm.openSession('officer1');
    const own = userOf(hsm, 'officer1').quorumKey;
    enable(hsm, session, NEW_KEY);
    const second = userOf(hsm, 'officer1').secondFactor;
    expect(userOf(hsm, 'officer1').quorumKey).toEqual(own);
    expect(second?.id).not.toBe(own?.id);
    hsm.must(change(session, null));
    expect(userOf(hsm, 'officer1')).toMatchObject({ quorumKey: own, secondFactor: null });
    enable(hsm, session, NEW_KEY, true);
    const both = userOf(hsm, 'officer1').quorumKey;
    expect(userOf(hsm, 'officer1').secondFactor).toEqual(both);
    // A key that was given up comes back under another id.
    expect(both?.id).not.toBe(second?.id);
    expect(hsm.log.at(-1)).toMatchObject({
      op: 'changeMfa',
      user: { name: 'officer1', type: 'CO' },
      keyFingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    hsm.must(change(session, null, { changeQuorum: true }));
    expect(userOf(hsm, 'officer1')).toMatchObject({ quorumKey: null, secondFactor: null });
    validateState(JSON.parse(JSON.stringify(hsm.state)));
  });

  it('with a new password changes both, and unlocks', () => {
    const hsm = makeHsm('sdk5');
    for (let n = 0; n < 6; n += 1) hsm.refused({ ...logIn, password: 'wrong-password' });
    const session = hsm.openSession('officer2');
    const proof = prove(hsm, 'officer1', KEY);
    const refused = change(session, proof, { password: 'short' });
    expect(hsm.refusedWithoutTrace(refused).error).toBe('RET_PASSWORD_LENGTH');
    // The challenge of a change that was refused is still good.
    hsm.must(change(session, proof, { password: 'new-password' }));
    const signature = KEY.signDigest(ask(hsm, 'login', 'officer1'));
    hsm.must({ ...logIn, password: 'new-password', signature });
  });

  it.each<[string, RegExp, (hsm: BareHsm) => KeyProof]>([
    [
      'that nobody asked for',
      /nothing waits/,
      () => ({
        publicKey: KEY.spki,
        signature: KEY.signDigest(Buffer.alloc(32)),
      }),
    ],
    [
      'whose proof is by another key',
      /signature/,
      (hsm) => ({
        publicKey: KEY.spki,
        signature: NEW_KEY.signDigest(ask(hsm, 'register', 'officer1')),
      }),
    ],
    ['whose proof was for another user', /nothing waits/, (hsm) => prove(hsm, 'officer2', KEY)],
    [
      'whose proof was to log in',
      /nothing waits/,
      (hsm) => ({
        publicKey: KEY.spki,
        signature: KEY.signDigest(ask(hsm, 'login', 'officer1')),
      }),
    ],
    [
      'of another size',
      /1024 bits/,
      (hsm) => prove(hsm, 'officer1', keyOf('short', { bits: 1024 })),
    ],
    [
      'that is none',
      /public key is refused/,
      () => ({
        publicKey: Buffer.from('no key'),
        signature: new Uint8Array(256),
      }),
    ],
    [
      'that another user approves with',
      /officer3/,
      (hsm) => {
        const session = hsm.openSession('officer3');
        const [token, key] = [Buffer.from('t'), officerKey(3, 3)];
        const signature = key.sign(token);
        const names = { type: 'CO', name: 'officer3' };
        hsm.must({ op: 'registerKey', session, ...names, publicKey: key.spki, token, signature });
        return prove(hsm, 'officer1', key);
      },
    ],
  ])('is refused %s', (_, reason, make) => {
    const hsm = makeHsm('sdk5');
    const session = hsm.openSession('officer1');
    const proof = make(hsm);
    expect(hsm.refusedWithoutTrace(change(session, proof)).reason).toMatch(reason);
  });

  it('keeps its key from all others, as the quorum key does', () => {
    const hsm = makeHsm('sdk5');
    enable(hsm, hsm.openSession('officer1'), KEY);
    const session = hsm.openSession('officer2');
    const token = Buffer.from('t');
    const named = { type: 'CO', name: 'officer2', publicKey: KEY.spki } as const;
    const register = { op: 'registerKey', session, token, signature: KEY.sign(token) } as const;
    expect(hsm.refusedWithoutTrace({ ...register, ...named }).reason).toMatch(/officer1/);
  });

  it('of another needs a quorum, the own none', () => {
    const hsm = makeHsm('sdk5', 3, { userManagement: 2 });
    const other = hsm.openSession('officer2');
    const proof = prove(hsm, 'officer1', NEW_KEY);
    expect(hsm.refusedWithoutTrace(change(other, proof)).error).toBe('RET_MXN_AUTH_FAILED');
    const multiToken = hsm.getToken(other, 'officer2');
    const approvals = [2, 3].map((n) => approve(n, multiToken, officerKey(n, 3)));
    hsm.must(change(other, proof, { approval: { multiToken, approvals } }));
    hsm.must(change(hsm.openSession('officer1'), null));
    // Nobody changes another's while that is logged in.
    expect(hsm.refusedWithoutTrace(change(other, null)).error).toBe('RET_USER_LOGGED_IN');
  });

  it('of a crypto user is its own affair, and no way to an officer', () => {
    const hsm = makeHsm('sdk5');
    const officer = hsm.openSession('officer1');
    hsm.must({ op: 'createUser', session: officer, type: 'CU', name: 'bob', password: PASSWORD });
    const session = hsm.openSession('bob');
    hsm.must(change(session, prove(hsm, 'bob', NEW_KEY), { type: 'CU', name: 'bob' }));
    hsm.must({ op: 'logout', session: officer });
    const others = change(session, prove(hsm, 'officer1', KEY));
    expect(hsm.refusedWithoutTrace(others).error).toBe('RET_PERMISSION_DENIED');
  });

  it('of an appliance user is for nobody to change, where the edition has it so', () => {
    const hsm = new BareHsm({ rules: { ...makeHsm('sdk5').state.rules, applianceUsers: false } });
    hsm.client = 'sdk5';
    const session = hsm.openSession('officer1');
    const request = change(session, null, {
      type: 'AU',
      name: 'app_user',
      password: 'new-password',
    });
    expect(hsm.refusedWithoutTrace(request).error).toBe('RET_POLICY_MISMATCH');
  });

  it('is taken away by deregister, as the quorum key is, and by that alone in the newer console', () => {
    const hsm = makeHsm('sdk5', 3);
    const session = hsm.openSession('officer1');
    enable(hsm, session, NEW_KEY);
    const { quorumKey, secondFactor } = userOf(hsm, 'officer1');
    const request = { op: 'changePswd', session, type: 'CO', name: 'officer1' } as const;
    hsm.must({ ...request, password: 'password-1' });
    expect(userOf(hsm, 'officer1')).toMatchObject({ quorumKey, secondFactor });
    hsm.must({ ...request, password: 'password-2', deregister: ['second-factor'] });
    expect(userOf(hsm, 'officer1')).toMatchObject({ quorumKey, secondFactor: null });
    hsm.must({ ...request, password: 'password-3', deregister: ['quorum', 'second-factor'] });
    expect(userOf(hsm, 'officer1')).toMatchObject({ quorumKey: null, secondFactor: null });
  });
});

describe('through the classic console', () => {
  const named = { type: 'CO', name: 'officer1', password: 'new-password' } as const;

  it('a second factor is the quorum key, too, and both go with a password without it', () => {
    const hsm = makeHsm('classic');
    const session = hsm.openSession('officer1');
    const secondFactor = prove(hsm, 'officer1', KEY);
    hsm.must({ op: 'changePswd', session, ...named, secondFactor });
    const { quorumKey } = userOf(hsm, 'officer1');
    expect(quorumKey).not.toBeNull();
    expect(userOf(hsm, 'officer1').secondFactor).toEqual(quorumKey);
    expect(
      hsm.must({ op: 'listUsers' }).users.find(({ name }) => name === 'officer1'),
    ).toMatchObject({
      hasQuorumKey: true,
      twoFactor: true,
    });
    hsm.must({ op: 'changePswd', session, ...named });
    expect(userOf(hsm, 'officer1')).toMatchObject({ quorumKey: null, secondFactor: null });
  });

  it('a new password leaves the quorum key of a user who has no second factor', () => {
    const hsm = makeHsm('classic', 3);
    const session = hsm.openSession('officer1');
    const { quorumKey } = userOf(hsm, 'officer1');
    hsm.must({ op: 'changePswd', session, ...named });
    expect(userOf(hsm, 'officer1').quorumKey).toEqual(quorumKey);
  });

  it('an officer is created with one, and a crypto user is not', () => {
    const hsm = makeHsm('classic');
    const session = hsm.openSession('officer1');
    const create = { op: 'createUser', session, name: 'eve', password: PASSWORD } as const;
    const secondFactor = prove(hsm, 'eve', NEW_KEY);
    expect(hsm.refusedWithoutTrace({ ...create, type: 'CU', secondFactor }).error).toBe(
      'RET_INVALID_USER_TYPE',
    );
    hsm.must({ ...create, type: 'CO', secondFactor });
    expect(hsm.log.at(-1)?.keyFingerprint).toMatch(/^[0-9a-f]{64}$/);
    const signature = NEW_KEY.signDigest(ask(hsm, 'login', 'eve'));
    hsm.must({ ...logIn, name: 'eve', signature });
  });

  it('goes with a user from one HSM to another, and comes back with rollBack', () => {
    const hsm = makeHsm('classic');
    const session = hsm.openSession('officer1');
    hsm.must({ op: 'changePswd', session, ...named, secondFactor: prove(hsm, 'officer1', KEY) });
    const before = userOf(hsm, 'officer1');
    const { operation } = hsm.must({ op: 'changePswd', session, ...named });
    hsm.must({ op: 'rollBack', session, operation });
    expect(userOf(hsm, 'officer1')).toEqual(before);
    const { user } = hsm.must({ op: 'exportUser', session, id: before.id });
    const there = new BareHsm(
      {},
      { ...makeHsm('classic').state, clusterKey: hsm.state.clusterKey },
    );
    const officer2 = there.openSession('officer2');
    there.must({ op: 'putUser', session: officer2, user });
    const came = userOf(there, 'officer1');
    expect(came.secondFactor).toEqual(came.quorumKey);
    expect(came.secondFactor?.spki).toBe(before.secondFactor?.spki);
    validateState(JSON.parse(JSON.stringify(there.state)));
    // Of two keys, both come, under ids of the HSM.
    hsm.client = 'sdk5';
    enable(hsm, hsm.openSession('officer1'), NEW_KEY);
    hsm.client = 'classic';
    const both = hsm.must({ op: 'exportUser', session, id: before.id }).user;
    there.must({ op: 'putUser', session: officer2, user: both });
    expect(userOf(there, 'officer1').quorumKey).toEqual(came.quorumKey);
    expect(userOf(there, 'officer1').secondFactor?.spki).toBe(
      Buffer.from(NEW_KEY.spki).toString('base64'),
    );
    validateState(JSON.parse(JSON.stringify(there.state)));
    // Not where another has one of them.
    const taken = makeHsm('sdk5');
    const officer3 = taken.openSession('officer3');
    taken.must({
      ...{ op: 'changeMfa', session: officer3, type: 'CO', name: 'officer3', changeQuorum: false },
      secondFactor: prove(taken, 'officer3', NEW_KEY),
    });
    const elsewhere = new BareHsm({}, { ...taken.state, clusterKey: hsm.state.clusterKey });
    const put = { op: 'putUser', session: elsewhere.openSession('officer2'), user: both } as const;
    expect(elsewhere.refusedWithoutTrace(put).error).toBe('RET_KEY_REFUSED');
  });
});
