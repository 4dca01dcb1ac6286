/** Keys that an HSM makes: their attributes as the documented sessions show them, and what openssl finds in them. */
import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { CURVES } from '../../../../src/hsm/keys.ts';
import { validateState } from '../../../../src/hsm/machine/validate-state.ts';
import { KeyHsm, P384, RSA } from './key-hsm.ts';
import { openssl } from './openssl.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** What all documented keys have. */
const COMMON = {
  id: '',
  encrypt: false,
  decrypt: false,
  token: true,
  derive: false,
  destroyable: true,
  extractable: true,
  local: true,
  modifiable: true,
  'never-extractable': false,
  private: true,
  trusted: false,
  unwrap: false,
  wrap: false,
  'wrap-with-trusted': false,
};

describe('a pair of RSA keys', () => {
  it('has the attributes of the documented session', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const { publicHandle, privateHandle } = hsm.makePairOf(session, RSA, {
      label: 'rsa-private-key-example',
      sharedWith: ['cu2'],
      quorum: { manage: 2, use: 2 },
    });
    const spki = hsm.spkiOf(publicHandle);
    const numbers = openssl(
      ['rsa', '-pubin', '-in', 'key', '-inform', 'DER', '-noout', '-modulus'],
      {
        key: spki,
      },
    );
    const modulus = `${numbers}`.trim().replace('Modulus=', '').toLowerCase();
    const checkValue = `${openssl(['dgst', '-sha1', '-r', 'key'], { key: spki })}`.slice(0, 6);
    const shared = {
      ...COMMON,
      'key-type': 'rsa',
      'check-value': checkValue,
      'public-exponent': '010001',
      modulus,
      'modulus-size-bits': 2048,
    };
    expect(hsm.key(session, publicHandle)).toEqual({
      handle: publicHandle,
      owner: { id: expect.any(Number), name: 'cu1' },
      sharedWith: [],
      quorum: { manage: 0, use: 0 },
      attributes: {
        ...shared,
        label: 'public',
        class: 'public-key',
        'always-sensitive': false,
        sensitive: false,
        sign: false,
        verify: true,
        'key-length-bytes': 512,
      },
    });
    expect(hsm.key(session, privateHandle)).toEqual({
      handle: privateHandle,
      owner: { id: expect.any(Number), name: 'cu1' },
      sharedWith: [{ id: expect.any(Number), name: 'cu2' }],
      quorum: { manage: 2, use: 2 },
      attributes: {
        ...shared,
        label: 'rsa-private-key-example',
        class: 'private-key',
        'always-sensitive': true,
        sensitive: true,
        sign: true,
        verify: false,
        'key-length-bytes': openssl(
          ['pkcs8', '-topk8', '-nocrypt', '-inform', 'DER', '-outform', 'DER', '-in', 'key'],
          { key: hsm.materialOf(privateHandle) },
        ).length,
      },
    });
    validateState(JSON.parse(JSON.stringify(hsm.state)));
  });

  it('has the documented handles: the public key comes first', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    // Of the documented audit log: "Priv/Secret Key Handle : 131079", "Public Key Handle : 131078".
    expect(hsm.makePairOf(session, RSA)).toMatchObject({
      publicHandle: 131_078,
      privateHandle: 131_079,
    });
    expect(hsm.makeSecret(session)).toBe(131_080);
    expect(hsm.log.slice(-2)).toMatchObject([
      { op: 'generateKeyPair', keys: { public: 131_078, secret: 131_079 } },
      { op: 'generateKey', keys: { secret: 131_080 } },
    ]);
  });

  it('has 2048 to 4096 bits and an odd exponent from 65537 on', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const refused = (bits: number, exponent = 65_537) =>
      hsm.refusedWithoutTrace({
        op: 'generateKeyPair',
        session,
        pair: { type: 'rsa', bits, exponent },
        publicKey: { label: 'a' },
        privateKey: { label: 'b' },
      }).reason;
    for (const bits of [1024, 2047, 2056, 4352, Number.NaN])
      expect(refused(bits)).toMatch(/bits|size/);
    for (const exponent of [3, 65_536, 65_538, 2 ** 32 + 1, Number.NaN]) {
      expect(refused(2048, exponent)).toMatch(/exponent/);
    }
  });
});

describe('a pair of keys of a curve', () => {
  it('has the attributes of the documented session', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const { publicHandle, privateHandle } = hsm.makePairOf(
      session,
      { type: 'ec', curve: 'secp224r1' },
      { label: 'ec-test-private-key', flags: {} },
      { label: 'ec-test-public-key', flags: {} },
    );
    const spki = hsm.spkiOf(publicHandle);
    const printed = `${openssl(['ec', '-pubin', '-inform', 'DER', '-in', 'key', '-noout', '-text'], { key: spki })}`;
    const point = /pub:\n([\s0-9a-f:]*)/.exec(printed)?.[1]?.replace(/[\s:]/g, '');
    const shared = {
      ...COMMON,
      'key-type': 'ec',
      'check-value': `${openssl(['dgst', '-sha1', '-r', 'key'], { key: spki })}`.slice(0, 6),
      sign: false,
      verify: false,
      'ec-point': point,
      curve: 'secp224r1',
    };
    expect(hsm.key(session, privateHandle).attributes).toEqual({
      ...shared,
      label: 'ec-test-private-key',
      class: 'private-key',
      'always-sensitive': true,
      sensitive: true,
      'key-length-bytes': 122,
    });
    expect(hsm.key(session, publicHandle).attributes).toEqual({
      ...shared,
      label: 'ec-test-public-key',
      class: 'public-key',
      'always-sensitive': false,
      sensitive: false,
      'key-length-bytes': 57,
    });
  });

  it.each(CURVES)('is of %s, by the name that was asked for', (curve) => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const { publicHandle } = hsm.makePairOf(session, { type: 'ec', curve });
    const { attributes } = hsm.key(session, publicHandle);
    expect(attributes.curve).toBe(curve);
    const key = createPublicKey({ key: hsm.spkiOf(publicHandle), format: 'der', type: 'spki' });
    expect(key.asymmetricKeyDetails?.namedCurve).toBe(curve === 'secp256r1' ? 'prime256v1' : curve);
    // 04, and two coordinates of as many bytes as the field has bits (SEC 2).
    const bits = Number(/\d{3}/.exec(curve)?.[0]);
    expect(attributes['key-length-bytes']).toBe(1 + 2 * Math.ceil(bits / 8));
    expect(attributes['ec-point']).toMatch(new RegExp(`^04[0-9a-f]{${4 * Math.ceil(bits / 8)}}$`));
  });
});

describe('a secret key', () => {
  it.each([16, 24, 32])('of AES has the documented attributes, of %i bytes', (bytes) => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const handle = hsm.makeSecret(
      session,
      {
        label: 'example-aes',
        flags: { decrypt: true, encrypt: true },
        sharedWith: ['cu2', 'cu3', 'cu4'],
        quorum: { manage: 4, use: 2 },
      },
      bytes,
    );
    const encrypted = openssl(
      ['enc', `-aes-${8 * bytes}-ecb`, '-K', hex(hsm.materialOf(handle)), '-nopad', '-in', 'zero'],
      { zero: new Uint8Array(16) },
    );
    const key = hsm.key(session, handle);
    expect(key.sharedWith.map(({ name }) => name)).toEqual(['cu2', 'cu3', 'cu4']);
    expect(key.quorum).toEqual({ manage: 4, use: 2 });
    expect(key.attributes).toEqual({
      ...COMMON,
      'key-type': 'aes',
      label: 'example-aes',
      'check-value': hex(encrypted.subarray(0, 3)),
      class: 'secret-key',
      encrypt: true,
      decrypt: true,
      'always-sensitive': true,
      sensitive: true,
      sign: true,
      verify: true,
      'key-length-bytes': bytes,
    });
  });

  it('has no check-value where it is generic', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const handle = hsm.makeSecret(session, {}, 800, 'generic-secret');
    expect(hsm.key(session, handle).attributes).toMatchObject({
      'check-value': null,
      'key-length-bytes': 800,
      sign: true,
      verify: true,
    });
    expect(hsm.materialOf(handle).length).toBe(800);
  });

  it('has a size that there is', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const make = (type: 'aes' | 'generic-secret', bytes: number) =>
      hsm.refusedWithoutTrace({ op: 'generateKey', session, type, bytes, key: { label: '' } });
    for (const bytes of [0, 8, 20, 64, Number.NaN]) make('aes', bytes);
    for (const bytes of [0, 801, 1.5, Number.POSITIVE_INFINITY]) make('generic-secret', bytes);
  });
});

describe('a new key', () => {
  it('was never extractable where it is not, and is never sensitive where it was not', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    // Of a real cluster: "extractable": false, "never-extractable": true.
    const handle = hsm.makeSecret(session, { flags: { extractable: false, wrap: true } });
    expect(hsm.key(session, handle).attributes).toMatchObject({
      extractable: false,
      'never-extractable': true,
      wrap: true,
    });
    const { privateHandle } = hsm.makePairOf(session, P384, { flags: { sensitive: false } });
    expect(hsm.key(session, privateHandle).attributes).toMatchObject({
      sensitive: false,
      'always-sensitive': false,
    });
  });

  it.each([
    ['trusted', 'true', { trusted: true }],
    ['local', 'false', { local: false }],
    ['always-sensitive', 'false', { 'always-sensitive': false }],
    ['never-extractable', 'true', { 'never-extractable': true }],
    ['sensitive', 'false', { sensitive: false }],
  ] as const)('is given no %s', (attribute, value, flags) => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const request = { op: 'generateKey', session, type: 'aes', bytes: 32 } as const;
    const reply = hsm.ask({ ...request, key: { label: 'a', flags } });
    expect(reply).toMatchObject({
      ok: false,
      reason: { code: 'key-attribute-refused', attribute, value },
    });
  });

  it('derives on hsm1 only where it is none of RSA; wrap is not for private keys, unwrap not for public ones', () => {
    const derive = { flags: { derive: true } };
    const newer = new KeyHsm({ type: 'hsm2m' });
    newer.makePairOf(newer.openSession('cu1'), RSA, derive);
    const hsm = new KeyHsm({ type: 'hsm1' });
    const session = hsm.openSession('cu1');
    hsm.makeSecret(session, derive);
    const pair = (publicFlags: object, privateFlags: object) =>
      hsm.ask({
        op: 'generateKeyPair',
        session,
        pair: RSA,
        publicKey: { label: 'a', flags: publicFlags },
        privateKey: { label: 'b', flags: privateFlags },
      }).ok;
    expect(pair({ wrap: true }, { unwrap: true })).toBe(true);
    expect(pair({}, { derive: true })).toBe(false);
    expect(pair({ unwrap: true }, {})).toBe(false);
    expect(pair({}, { wrap: true })).toBe(false);
  });

  it('derives with no public key', () => {
    // AWS CloudHSM user guide, "Modifying PKCS #11 library attributes for Client SDK 5", of CKA_DERIVE: "It must be
    // False for all public keys and cannot be set to True."
    const hsm = new KeyHsm({ type: 'hsm2m' });
    const session = hsm.openSession('cu1');
    const pair = (derive: boolean) =>
      ({
        op: 'generateKeyPair',
        session,
        pair: P384,
        publicKey: { label: 'a', flags: { derive } },
        privateKey: { label: 'b', flags: { derive } },
      }) as const;
    expect(hsm.refused(pair(true)).error).toBe('RET_POLICY_MISMATCH');
    const { publicHandle, privateHandle } = hsm.must(pair(false));
    const set = (handle: number) =>
      hsm.ask({ op: 'setKeyAttribute', session, handle, attribute: 'derive', value: true }).ok;
    expect([set(publicHandle), set(privateHandle)]).toEqual([false, true]);
  });

  it('has a label of at most 127 characters that can be shown, and an id in hex', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const handle = hsm.makeSecret(session, { label: 'l'.repeat(127), id: '00FF' });
    expect(hsm.key(session, handle).attributes).toMatchObject({ id: '00ff' });
    const refused = (key: object) =>
      hsm.refusedWithoutTrace({
        op: 'generateKey',
        session,
        type: 'aes',
        bytes: 16,
        key: { label: 'a', ...key },
      }).error;
    for (const label of ['l'.repeat(128), '\u{1d4b3}'.repeat(128), 'a\nb', 'a\u202eb', '\ud800']) {
      expect(refused({ label })).toBe('RET_INVALID_INPUT');
    }
    for (const id of ['0', 'xy', '00'.repeat(129)])
      expect(refused({ id })).toBe('RET_INVALID_INPUT');
    const id = 'ab'.repeat(128);
    expect(hsm.key(session, hsm.makeSecret(session, { id })).attributes.id).toBe(id);
    // Characters that UTF-16 has two units for are one each.
    const label = '\u{1d4b3}'.repeat(127);
    expect(hsm.key(session, hsm.makeSecret(session, { label })).attributes.label).toBe(label);
  });

  it('asks for no more approvals than it has users, nor than 8', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const make = (manage: number, use: number, sharedWith: readonly string[] = ['cu2', 'cu3']) =>
      hsm.ask({
        op: 'generateKey',
        session,
        type: 'aes',
        bytes: 16,
        key: { label: 'a', sharedWith, quorum: { manage, use } },
      });
    expect(make(3, 3).ok).toBe(true);
    expect(make(1, 0, []).ok).toBe(true);
    // The documented session: two sharers, values 3 and 4.
    expect(make(3, 4)).toMatchObject({ ok: false, reason: { code: 'key-quorum-value', value: 4 } });
    for (const value of [-1, 0.5, 4, 9, Number.NaN]) {
      expect(make(value, 0).ok).toBe(false);
      expect(make(0, value).ok).toBe(false);
    }
    // Whoever is named twice counts once.
    expect(make(3, 0, ['cu2', 'CU2']).ok).toBe(false);
    expect(make(0, 0, ['cu2', 'nobody'])).toMatchObject({ reason: { code: 'user-unknown' } });
    expect(make(0, 0, ['officer1'])).toMatchObject({ reason: { code: 'key-share-type' } });
    expect(make(0, 0, ['cu1'])).toMatchObject({ reason: { code: 'key-share-owner' } });
    const asPublic = (key: object) =>
      hsm.ask({
        op: 'generateKeyPair',
        session,
        pair: P384,
        publicKey: { label: 'a', ...key },
        privateKey: { label: 'b' },
      });
    expect(asPublic({ sharedWith: ['cu2'] })).toMatchObject({
      reason: { code: 'key-share-public' },
    });
    const shared = {
      ok: false,
      error: 'RET_POLICY_MISMATCH',
      reason: { code: 'key-share-public' },
    };
    expect(asPublic({ quorum: { manage: 1, use: 0 } })).toEqual(shared);
    expect(asPublic({ quorum: { manage: 0, use: 1 } })).toEqual(shared);
    expect(asPublic({ sharedWith: [], quorum: { manage: 0, use: 0 } }).ok).toBe(true);
  });

  it.each([
    [
      { sharedWith: ['nobody'] },
      'RET_USER_DOES_NOT_EXIST',
      { code: 'user-unknown', name: 'nobody' },
    ],
    [
      { sharedWith: ['officer1'] },
      'RET_INVALID_USER_TYPE',
      { code: 'key-share-type', user: 'officer1', userType: 'CO' },
    ],
    [{ sharedWith: ['cu1'] }, 'RET_INVALID_INPUT', { code: 'key-share-owner', user: 'cu1' }],
    [
      { quorum: { manage: 0, use: 2 } },
      'RET_INVALID_INPUT',
      { code: 'key-quorum-value', value: 2, associated: 1, maximum: 8 },
    ],
    [
      { quorum: { manage: Number.NaN, use: 0 } },
      'RET_INVALID_INPUT',
      { code: 'number-malformed', field: 'quorum' },
    ],
    [
      { label: 'l'.repeat(128) },
      'RET_INVALID_INPUT',
      { code: 'key-label-size', characters: 128, maximum: 127 },
    ],
    [{ label: 'a\nb' }, 'RET_INVALID_INPUT', { code: 'key-label-unprintable' }],
    [{ id: '00'.repeat(129) }, 'RET_INVALID_INPUT', { code: 'key-id-malformed', maximum: 128 }],
  ])('with %j is refused as %s', (more, error, reason) => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const key = { label: 'a', ...more };
    expect(hsm.ask({ op: 'generateKey', session, type: 'aes', bytes: 16, key })).toEqual({
      ok: false,
      error,
      reason,
    });
  });

  it('is made by crypto users only', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('officer1');
    const key = { label: 'a' };
    expect(
      hsm.refusedWithoutTrace({ op: 'generateKey', session, type: 'aes', bytes: 16, key }),
    ).toEqual({ error: 'RET_PERMISSION_DENIED', reason: expect.stringContaining('only a') });
  });

  it('is gone with its log-in where it is of a session', () => {
    const hsm = new KeyHsm();
    const session = hsm.openSession('cu1');
    const other = hsm.openSession('cu1');
    const kept = hsm.makeSecret(session);
    const passing = hsm.makeSecret(session, { isSession: true });
    const passingToo = hsm.makeSecret(other, { flags: { token: false } });
    expect(hsm.key(session, passing).attributes.token).toBe(false);
    hsm.must({ op: 'logout', session });
    const handles = () => hsm.must({ op: 'findKeys', session: other, filter: {} }).handles;
    expect(handles()).toEqual([kept, passingToo]);
    expect(hsm.state.keys).toMatchObject({ count: 2, sessionKeys: [{ handle: passingToo }] });
    hsm.dead.add(4711);
    const last = hsm.logIn('cu1', 'CU', undefined, 4712);
    expect(hsm.must({ op: 'findKeys', session: last, filter: {} }).handles).toEqual([kept]);
  });
});
