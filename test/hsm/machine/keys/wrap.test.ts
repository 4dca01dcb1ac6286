/** Keys that leave an HSM and come into it: what openssl wraps is unwrapped, and the other way. */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  type DecipherGCM,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';

import type { KeyRequest, NewKey, WrapMechanism } from '../../../../src/hsm/key-protocol.ts';
import { KEY_HASHES, type KeyClass, type KeyType } from '../../../../src/hsm/keys.ts';
import type { HsmRequest } from '../../../../src/hsm/protocol.ts';
import { takeKey } from '../../../support/keys.ts';
import { KeyHsm, P256, P384, RSA, signedBy } from './key-hsm.ts';
import { encodeEcdsa, openssl } from './openssl.ts';

const NO_AAD = new Uint8Array();
const gcm = (tagBits = 128, aad: Uint8Array = NO_AAD): WrapMechanism => ({
  type: 'aes-gcm',
  tagBits,
  aad,
});
const PKCS: WrapMechanism = { type: 'rsa-pkcs' };
const oaep = (hash: (typeof KEY_HASHES)[number]): WrapMechanism => ({
  type: 'rsa-oaep',
  hash,
  mgf: hash,
});

function makeWorld() {
  const hsm = new KeyHsm();
  const session = hsm.openSession('cu1');
  const aes = hsm.makeSecret(session, { flags: { wrap: true, unwrap: true } });
  const rsa = hsm.makePairOf(session, RSA, { flags: { unwrap: true } }, { flags: { wrap: true } });
  const wrap = (payload: number, wrapping: number, mechanism: WrapMechanism) =>
    hsm.must({ op: 'wrapKey', session, payload, wrapping, mechanism });
  const unwrapRequest = (
    wrapping: number,
    mechanism: WrapMechanism,
    wrapped: Uint8Array,
    more: {
      readonly class?: KeyClass;
      readonly type?: KeyType;
      readonly iv?: Uint8Array | undefined;
      readonly key?: NewKey;
    } = {},
  ): KeyRequest & { op: 'unwrapKey' } => {
    const { iv, ...rest } = more;
    return {
      op: 'unwrapKey',
      session,
      wrapping,
      mechanism,
      wrapped,
      class: 'secret-key',
      type: 'aes',
      key: { label: 'unwrapped' },
      ...(iv && { iv }),
      ...rest,
    };
  };
  const unwrap = (...args: Parameters<typeof unwrapRequest>) =>
    hsm.must(unwrapRequest(...args)).handle;
  const code = (request: HsmRequest): string => {
    const reply = hsm.ask(request);
    return reply.ok ? 'ok' : reply.reason.code;
  };
  return { hsm, session, aes, rsa, wrap, unwrap, unwrapRequest, code };
}

/** Options of pkeyutl. */
const optionsOf = (mechanism: WrapMechanism): readonly string[] =>
  (mechanism.type === 'rsa-oaep'
    ? ['rsa_padding_mode:oaep', `rsa_oaep_md:${mechanism.hash}`, `rsa_mgf1_md:${mechanism.hash}`]
    : ['rsa_padding_mode:pkcs1']
  ).flatMap((option) => ['-pkeyopt', option]);

const ASYMMETRIC: readonly (readonly [string, WrapMechanism])[] = [
  ['rsa-pkcs', PKCS],
  ...KEY_HASHES.map((hash) => [`rsa-oaep with ${hash}`, oaep(hash)] as const),
];

describe.each(ASYMMETRIC)('%s', (_, mechanism) => {
  it('wraps for openssl, and unwraps what openssl wrapped', () => {
    const { hsm, session, rsa, wrap, unwrap } = makeWorld();
    const payload = hsm.makeSecret(session);
    const { wrapped, iv } = wrap(payload, rsa.publicHandle, mechanism);
    expect([wrapped.length, iv]).toEqual([256, undefined]);
    const decrypted = openssl(
      [
        ...'pkeyutl -decrypt -keyform DER -inkey key -in wrapped'.split(' '),
        ...optionsOf(mechanism),
      ],
      { key: hsm.materialOf(rsa.privateHandle), wrapped },
    );
    expect(decrypted).toEqual(hsm.materialOf(payload));
    const material = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
    const encrypted = openssl(
      [
        ...'pkeyutl -encrypt -pubin -keyform DER -inkey key -in payload'.split(' '),
        ...optionsOf(mechanism),
      ],
      { key: hsm.spkiOf(rsa.publicHandle), payload: material },
    );
    const handle = unwrap(rsa.privateHandle, mechanism, encrypted);
    expect(hsm.materialOf(handle)).toEqual(material);
    expect(hsm.key(session, handle).attributes['check-value']).toBe(
      openssl(['enc', '-aes-128-ecb', '-K', material.toString('hex'), '-nopad', '-in', 'zero'], {
        zero: new Uint8Array(16),
      })
        .subarray(0, 3)
        .toString('hex'),
    );
  });

  it('wraps no more than fits, and tells of each failure the same', () => {
    const { hsm, session, rsa, wrap, unwrapRequest, code } = makeWorld();
    const most =
      mechanism.type === 'rsa-oaep'
        ? 256 - 2 * { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 }[mechanism.hash] - 2
        : 256 - 11;
    const make = (bytes: number) => hsm.makeSecret(session, {}, bytes, 'generic-secret');
    const { wrapped } = wrap(make(most), rsa.publicHandle, mechanism);
    const tooLarge = { op: 'wrapKey', session, wrapping: rsa.publicHandle, mechanism } as const;
    expect(code({ ...tooLarge, payload: make(most + 1) })).toBe('wrap-too-large');
    expect(code({ ...tooLarge, payload: rsa.privateHandle })).toBe('wrap-too-large');
    const zeros = Buffer.alloc(256);
    const flipped = Buffer.from(wrapped);
    flipped[200] = (flipped[200] ?? 0) ^ 1;
    for (const other of [zeros, flipped, wrapped.subarray(1), Buffer.alloc(256, 0xff), NO_AAD]) {
      const type = 'generic-secret' as const;
      expect(code(unwrapRequest(rsa.privateHandle, mechanism, other, { type }))).toBe(
        'unwrap-failed',
      );
    }
    // Whole, and no AES key.
    expect(code(unwrapRequest(rsa.privateHandle, mechanism, wrapped))).toBe('unwrap-failed');
  });
});

describe('a block of rsa-pkcs', () => {
  const filled = (bytes: number) => Buffer.alloc(bytes, 7);
  /** 00 02, padding, 00, and as much of a message as fills a block. */
  const block = (padding: number, head = [0, 2], end = [0]) =>
    Buffer.concat([Buffer.from(head), filled(padding), Buffer.from(end), filled(253 - padding)]);

  it.each([
    ['237 bytes of padding', block(237), 16],
    ['eight bytes of padding', block(8), 245],
    ['seven bytes of padding', block(7), null],
    ['no padding', block(0), null],
    ['a first byte of 1', block(237, [1, 2]), null],
    ['a second byte of 1', block(237, [0, 1]), null],
    ['a second byte of 3', block(237, [0, 3]), null],
    ['no zero behind the padding', block(237, [0, 2], [7]), null],
  ])('with %s', (_, padded, bytes) => {
    const { hsm, session, rsa, unwrapRequest } = makeWorld();
    const wrapped = encryptRaw(hsm.spkiOf(rsa.publicHandle), padded);
    const request = unwrapRequest(rsa.privateHandle, PKCS, wrapped, { type: 'generic-secret' });
    const reply = hsm.ask(request);
    if (bytes === null) {
      expect(reply).toEqual({
        ok: false,
        error: 'RET_INVALID_INPUT',
        reason: { code: 'unwrap-failed' },
      });
      return;
    }
    expect(reply).toMatchObject({ ok: true });
    const [handle = 0] = hsm.must({ op: 'findKeys', session, filter: {} }).handles.slice(-1);
    expect(hsm.materialOf(handle)).toEqual(filled(bytes));
  });

  // RFC 8017, 7.2.2, step 1: "If the length of the ciphertext C is not k octets [...], output decryption error".
  it('that is encrypted has all its bytes, also where the first is zero', () => {
    const { hsm, rsa, unwrapRequest, code } = makeWorld();
    const padded = block(237);
    let wrapped = encryptRaw(hsm.spkiOf(rsa.publicHandle), padded);
    while (wrapped[0] !== 0) {
      padded[4] = 1 + ((padded[4] ?? 0) % 255);
      if (padded[4] === 1) padded[5] = 1 + ((padded[5] ?? 0) % 255);
      wrapped = encryptRaw(hsm.spkiOf(rsa.publicHandle), padded);
    }
    const codes = [wrapped, wrapped.subarray(1)].map((one) =>
      code(unwrapRequest(rsa.privateHandle, PKCS, one)),
    );
    expect(codes).toEqual(['ok', 'unwrap-failed']);
  });
});

describe('aes-gcm', () => {
  it.each([32, 64, 96, 104, 112, 120, 128])('wraps with a tag of %i bits', async (tagBits) => {
    const { hsm, session, aes, wrap, unwrap } = makeWorld();
    const payload = hsm.makeSecret(session, {}, 16);
    const aad = Buffer.of(0x10);
    const { wrapped, iv = NO_AAD } = wrap(payload, aes, gcm(tagBits, aad));
    // The documented output: an initialization vector of 12 bytes, and the tag behind the ciphertext.
    expect([iv.length, wrapped.length]).toEqual([12, 16 + tagBits / 8]);
    const key = await crypto.subtle.importKey(
      'raw',
      Uint8Array.from(hsm.materialOf(aes)),
      'AES-GCM',
      false,
      ['decrypt'],
    );
    const opened = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: Uint8Array.from(iv),
        additionalData: Uint8Array.from(aad),
        tagLength: tagBits,
      },
      key,
      Uint8Array.from(wrapped),
    );
    expect(Buffer.from(opened)).toEqual(hsm.materialOf(payload));
    const handle = unwrap(aes, gcm(tagBits, aad), wrapped, { iv });
    expect(hsm.materialOf(handle)).toEqual(hsm.materialOf(payload));
  });

  it.each([16, 24, 32])('wraps with a key of %i bytes', (bytes) => {
    const { hsm, session, wrap, unwrap } = makeWorld();
    const wrapping = hsm.makeSecret(session, { flags: { wrap: true, unwrap: true } }, bytes);
    const payload = hsm.makeSecret(session);
    const { wrapped, iv } = wrap(payload, wrapping, gcm());
    const cipher = createDecipheriv(
      `aes-${8 * bytes}-gcm`,
      hsm.materialOf(wrapping),
      iv ?? NO_AAD,
    ) as DecipherGCM;
    expect(cipher.update(wrapped.subarray(0, -16))).toEqual(hsm.materialOf(payload));
    cipher.setAuthTag(wrapped.subarray(-16));
    expect(cipher.final()).toEqual(Buffer.alloc(0));
    expect(hsm.materialOf(unwrap(wrapping, gcm(), wrapped, { iv }))).toEqual(
      hsm.materialOf(payload),
    );
  });

  it('takes no tag that is shorter than is said', () => {
    const { hsm, session, aes, wrap, unwrapRequest, code } = makeWorld();
    const payload = hsm.makeSecret(session, {}, 8, 'generic-secret');
    const { wrapped, iv } = wrap(payload, aes, gcm(32));
    const type = 'generic-secret' as const;
    // Of 128 bits, the tag would be four bytes longer than all there is.
    const codes = [32, 64, 96, 128].map((tagBits) =>
      code(unwrapRequest(aes, gcm(tagBits), wrapped, { iv, type })),
    );
    expect(codes).toEqual(['ok', ...Array(3).fill('unwrap-failed')]);
  });

  it('is refused with what was wrong about it', () => {
    const { hsm, session, aes, rsa, unwrapRequest } = makeWorld();
    const payload = hsm.makeSecret(session);
    const invalid = (reason: object) => ({ ok: false, error: 'RET_INVALID_INPUT', reason });
    for (const bytes of [0, 11, 13, 16]) {
      const iv = bytes === 0 ? undefined : Buffer.alloc(bytes);
      expect(hsm.ask(unwrapRequest(aes, gcm(), Buffer.alloc(48), { iv }))).toEqual(
        invalid({ code: 'iv-length', bytes, expected: 12 }),
      );
    }
    const wrap = (wrapping: number, mechanism: WrapMechanism, of = payload) =>
      hsm.ask({ op: 'wrapKey', session, payload: of, wrapping, mechanism });
    expect(wrap(aes, gcm(40))).toEqual(invalid({ code: 'tag-length', bits: 40 }));
    expect(wrap(aes, gcm(Number.NaN))).toEqual(invalid({ code: 'number-malformed', field: 'tag' }));
    expect(wrap(rsa.publicHandle, { type: 'rsa-oaep', hash: 'sha256', mgf: 'sha1' })).toEqual(
      invalid({ code: 'mgf-other-hash', hash: 'sha256', mgf: 'sha1' }),
    );
    const large = hsm.makeSecret(session, {}, 246, 'generic-secret');
    expect(wrap(rsa.publicHandle, PKCS, large)).toEqual(
      invalid({ code: 'wrap-too-large', bytes: 246, maximum: 245 }),
    );
  });

  it('unwraps test case 4 of the specification of GCM (McGrew and Viega, 2005)', () => {
    const { hsm, rsa, unwrap } = makeWorld();
    const hex = (text: string) => Buffer.from(text, 'hex');
    const key = hex('feffe9928665731c6d6a8f9467308308');
    const wrapped = openssl(
      ['pkeyutl', '-encrypt', '-pubin', '-keyform', 'DER', '-inkey', 'key', '-in', 'payload'],
      { key: hsm.spkiOf(rsa.publicHandle), payload: key },
    );
    const wrapping = unwrap(rsa.privateHandle, PKCS, wrapped, {
      key: { label: 'aes', flags: { unwrap: true } },
    });
    const secret = unwrap(
      wrapping,
      gcm(128, hex('feedfacedeadbeeffeedfacedeadbeefabaddad2')),
      hex(
        '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e' +
          '21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091' +
          '5bc94fbc3221a5db94fae95ae7121a47',
      ),
      { type: 'generic-secret', iv: hex('cafebabefacedbaddecaf888') },
    );
    expect(hsm.materialOf(secret).toString('hex')).toBe(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
        '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    );
  });

  it('carries private keys, as PKCS #8', () => {
    const { hsm, session, aes, wrap, unwrap } = makeWorld();
    for (const [pair, type] of [
      [RSA, 'rsa'],
      [P384, 'ec'],
      [P256, 'ec'],
    ] as const) {
      const { privateHandle, publicHandle } = hsm.makePairOf(session, pair);
      const { wrapped, iv } = wrap(privateHandle, aes, gcm());
      const handle = unwrap(aes, gcm(), wrapped, {
        class: 'private-key',
        type,
        iv,
        key: { label: 'copy', flags: { sign: true } },
      });
      expect(hsm.key(session, handle).attributes).toEqual({
        ...hsm.key(session, privateHandle).attributes,
        label: 'copy',
        local: false,
        'always-sensitive': false,
      });
      const data = Buffer.from('abc123');
      const mechanism = {
        type: type === 'ec' ? 'ecdsa' : 'rsa-pkcs',
        hash: 'sha256',
        isDigest: false,
      } as const;
      const { signature } = hsm.must({ op: 'sign', session, handle, mechanism, data });
      openssl('dgst -sha256 -verify key -keyform DER -signature signature data'.split(' '), {
        key: hsm.spkiOf(publicHandle),
        data,
        signature: type === 'ec' ? encodeEcdsa(signature) : signature,
      });
    }
  });

  it('is refused with another tag, vector, key or text beside it, and with lengths that there are not', () => {
    const { hsm, session, aes, wrap, unwrapRequest, code } = makeWorld();
    const other = hsm.makeSecret(session, { flags: { unwrap: true } });
    const payload = hsm.makeSecret(session);
    const { wrapped, iv = NO_AAD } = wrap(payload, aes, gcm());
    const flipped = Buffer.from(wrapped);
    flipped[0] = (flipped[0] ?? 0) ^ 1;
    const attempts = [
      unwrapRequest(other, gcm(), wrapped, { iv }),
      unwrapRequest(aes, gcm(), flipped, { iv }),
      unwrapRequest(aes, gcm(), wrapped.subarray(1), { iv }),
      unwrapRequest(aes, gcm(), wrapped.subarray(0, 8), { iv }),
      unwrapRequest(aes, gcm(128, Buffer.of(1)), wrapped, { iv }),
      unwrapRequest(aes, gcm(), wrapped, { iv: Buffer.alloc(12) }),
      unwrapRequest(aes, gcm(), wrapped, { iv, type: 'rsa', class: 'private-key' }),
      unwrapRequest(aes, gcm(), wrapped, { iv, class: 'private-key' }),
      unwrapRequest(aes, gcm(), wrapped, { iv, type: 'ec', class: 'public-key' }),
    ];
    expect(attempts.map(code)).toEqual(attempts.map(() => 'unwrap-failed'));
    expect(code(unwrapRequest(aes, gcm(), wrapped))).toBe('iv-length');
    expect(code(unwrapRequest(aes, gcm(), wrapped, { iv: Buffer.alloc(16) }))).toBe('iv-length');
    for (const tagBits of [0, 8, 40, 136, 64.5]) {
      expect(
        code({ op: 'wrapKey', session, payload, wrapping: aes, mechanism: gcm(tagBits) }),
      ).toBe('tag-length');
    }
  });
});

describe('an unwrapped key', () => {
  it('has the attributes of the documented session', () => {
    const { hsm, session, aes, wrap, unwrap } = makeWorld();
    const payload = hsm.makeSecret(session, {}, 16);
    const { wrapped, iv } = wrap(payload, aes, gcm(64, Buffer.of(0x10)));
    const handle = unwrap(aes, gcm(64, Buffer.of(0x10)), wrapped, {
      iv,
      key: { label: 'aes-unwrapped', sharedWith: ['cu2'], quorum: { manage: 2, use: 1 } },
    });
    expect(hsm.key(session, handle)).toMatchObject({
      sharedWith: [{ name: 'cu2' }],
      quorum: { manage: 2, use: 1 },
    });
    expect(hsm.key(session, handle).attributes).toEqual({
      'key-type': 'aes',
      label: 'aes-unwrapped',
      id: '',
      'check-value': hsm.key(session, payload).attributes['check-value'],
      class: 'secret-key',
      encrypt: false,
      decrypt: false,
      token: true,
      'always-sensitive': false,
      derive: false,
      destroyable: true,
      extractable: true,
      local: false,
      modifiable: true,
      'never-extractable': false,
      private: true,
      sensitive: true,
      sign: true,
      trusted: false,
      unwrap: false,
      verify: true,
      wrap: false,
      'wrap-with-trusted': false,
      'key-length-bytes': 16,
    });
  });

  it('is refused where its halves do not go together', () => {
    const { hsm, aes, unwrapRequest, code } = makeWorld();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    const good = privateKey.export({ type: 'pkcs8', format: 'der' });
    const bad = Buffer.from(good);
    // Of the private number, which stands in front of the public point.
    const at = bad.indexOf(Buffer.from('0430', 'hex')) + 10;
    bad[at] = (bad[at] ?? 0) ^ 1;
    const wrapped = [good, bad].map((material) => wrapOutside(hsm.materialOf(aes), material));
    const [first, second] = wrapped.map(({ data, iv }) =>
      code(unwrapRequest(aes, gcm(), data, { iv, class: 'private-key', type: 'ec' })),
    );
    expect([first, second]).toEqual(['ok', 'unwrap-failed']);
  });

  it('is refused where it is a private key of another type', () => {
    const { hsm, session, aes, rsa, wrap, unwrapRequest, code } = makeWorld();
    const ec = hsm.makePairOf(session, P256);
    const codes = [
      [rsa.privateHandle, 'ec'],
      [ec.privateHandle, 'rsa'],
    ] as const;
    for (const [payload, type] of codes) {
      const { wrapped, iv } = wrap(payload, aes, gcm());
      const request = unwrapRequest(aes, gcm(), wrapped, { iv, class: 'private-key', type });
      expect(code(request)).toBe('unwrap-failed');
    }
  });
});

describe('a key wraps', () => {
  it('its owner’s keys only, and only its owner’s; a sharer unwraps with it', () => {
    const { hsm, session, aes, wrap, unwrapRequest, code } = makeWorld();
    hsm.must({
      op: 'shareKey',
      session,
      handle: aes,
      user: { type: 'CU', name: 'cu2' },
    });
    const sharer = hsm.openSession('cu2');
    const own = hsm.makeSecret(sharer);
    const request = { op: 'wrapKey', session: sharer, mechanism: gcm() } as const;
    expect(code({ ...request, payload: own, wrapping: aes })).toBe('key-of-another');
    const wrapping = hsm.makeSecret(sharer, { flags: { wrap: true } });
    expect(code({ ...request, payload: aes, wrapping })).toBe('key-of-another');
    const { wrapped, iv } = wrap(hsm.makeSecret(session), aes, gcm());
    expect(code({ ...unwrapRequest(aes, gcm(), wrapped, { iv }), session: sharer })).toBe('ok');
    const stranger = hsm.openSession('cu3');
    expect(code({ ...unwrapRequest(aes, gcm(), wrapped, { iv }), session: stranger })).toBe(
      'key-unknown',
    );
  });

  it('what is extractable, and what asks for a trusted key with a trusted one only', () => {
    const { hsm, session, aes, rsa, code } = makeWorld();
    const plain = hsm.makeSecret(session);
    const kept = hsm.makeSecret(session, { flags: { extractable: false } });
    const picky = hsm.makeSecret(session, { flags: { 'wrap-with-trusted': true } });
    const wrap = (payload: number, wrapping = aes, mechanism = gcm()) =>
      code({ op: 'wrapKey', session, payload, wrapping, mechanism });
    expect(wrap(kept)).toBe('key-without-use');
    expect(wrap(rsa.publicHandle)).toBe('key-unfit');
    expect(wrap(plain, plain)).toBe('key-without-use');
    expect(wrap(plain, rsa.publicHandle)).toBe('key-unfit');
    expect(wrap(plain, aes, PKCS)).toBe('key-unfit');
    expect(wrap(plain, rsa.publicHandle, { type: 'rsa-oaep', hash: 'sha256', mgf: 'sha1' })).toBe(
      'mgf-other-hash',
    );
    expect(wrap(picky)).toBe('key-without-use');
    hsm.must({
      op: 'setKeyAttribute',
      session: hsm.openSession('officer1'),
      handle: aes,
      attribute: 'trusted',
      value: true,
    });
    expect(wrap(picky)).toBe('ok');
  });

  it('with the approvals of each of the two, spends both, and neither where one is missing', () => {
    const { hsm, session } = makeWorld();
    const guarded = { sharedWith: ['cu2'], quorum: { manage: 2, use: 0 } };
    const wrapping = hsm.makeSecret(session, { ...guarded, flags: { wrap: true, unwrap: true } });
    const payload = hsm.makeSecret(session, guarded);
    const token = (key: number) => signedBy(hsm.keyToken(session, 'cu1', key, 6), ['cu1', 'cu2']);
    const wrappingApproval = token(wrapping);
    const payloadApproval = token(payload);
    const request = { op: 'wrapKey', session, payload, wrapping, mechanism: gcm() } as const;
    hsm.refusedWithoutTrace(request);
    hsm.refusedWithoutTrace({ ...request, wrappingApproval });
    hsm.refusedWithoutTrace({ ...request, payloadApproval });
    hsm.refusedWithoutTrace({
      ...request,
      wrappingApproval: payloadApproval,
      payloadApproval: wrappingApproval,
    });
    expect(hsm.state.tokens.length).toBe(2);
    const { wrapped, iv } = hsm.must({ ...request, wrappingApproval, payloadApproval });
    expect(hsm.state.tokens).toEqual([]);
    expect(hsm.log.at(-1)).toMatchObject({
      op: 'wrapKey',
      keys: { secret: payload, wrapping },
      tokens: [{ service: 6 }, { service: 6 }],
    });
    const unwrap = {
      op: 'unwrapKey',
      session,
      wrapping,
      mechanism: gcm(),
      wrapped,
      ...(iv && { iv }),
      class: 'secret-key',
      type: 'aes',
      key: { label: 'copy' },
    } as const;
    hsm.refusedWithoutTrace(unwrap);
    hsm.must({ ...unwrap, approval: token(wrapping) });
    expect(hsm.state.tokens).toEqual([]);
  });
});

describe('a public key is imported', () => {
  const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

  it('as it is: openssl and the HSM agree on what it is, and it verifies', () => {
    const { hsm, session } = makeWorld();
    const { publicKey, privateKey, spki } = takeKey('importer');
    const { handle } = hsm.must({
      op: 'importKey',
      session,
      type: 'rsa',
      publicKey: spkiOf(publicKey),
      key: { label: 'imported', flags: { verify: true } },
    });
    expect(hsm.key(session, handle).attributes).toMatchObject({
      class: 'public-key',
      local: false,
      'always-sensitive': false,
      'never-extractable': false,
      sensitive: false,
      'key-length-bytes': 512,
      'modulus-size-bits': 2048,
      'check-value': `${openssl(['dgst', '-sha1', '-r', 'key'], { key: spki })}`.slice(0, 6),
    });
    const data = Buffer.from('abc123');
    const signature = openssl('dgst -sha256 -sign key -keyform DER data'.split(' '), {
      key: privateKey.export({ type: 'pkcs8', format: 'der' }),
      data,
    });
    const mechanism = { type: 'rsa-pkcs', hash: 'sha256', isDigest: false } as const;
    hsm.must({ op: 'verify', session, handle, mechanism, data, signature });
  });

  it('of a curve that is offered, its point uncompressed', () => {
    const { hsm, session, code } = makeWorld();
    const request = { op: 'importKey', session, type: 'ec', key: { label: 'imported' } } as const;
    const make = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
    const { publicKey } = make('prime256v1');
    const { handle } = hsm.must({ ...request, publicKey: spkiOf(publicKey) });
    expect(hsm.key(session, handle).attributes).toMatchObject({ curve: 'secp256r1' });
    const compressed = openssl(
      'ec -pubin -inform DER -in key -conv_form compressed -outform DER'.split(' '),
      { key: spkiOf(publicKey) },
    );
    // RFC 5480, 2.1.1: a key names its curve.
    const explicit = openssl(
      'ec -pubin -inform DER -in key -param_enc explicit -outform DER'.split(' '),
      { key: spkiOf(publicKey) },
    );
    const refused = [
      compressed,
      explicit,
      spkiOf(make('brainpoolP256r1').publicKey),
      spkiOf(generateKeyPairSync('ed25519').publicKey),
      takeKey('importer').spki,
      Buffer.from('no key'),
      NO_AAD,
    ];
    for (const publicKey of refused) {
      expect(code({ ...request, publicKey })).toBe('key-import-malformed');
    }
    const even = Buffer.from(takeKey('importer').spki);
    even[even.length - 6] = (even[even.length - 6] ?? 0) & 0xfe;
    expect(code({ ...request, type: 'rsa', publicKey: even })).toBe('key-import-malformed');
    expect(code({ ...request, type: 'rsa', publicKey: spkiOf(publicKey) })).toBe(
      'key-import-malformed',
    );
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    expect(code({ ...request, type: 'rsa', publicKey: spkiOf(small) })).toBe('key-size');
  });
});

/** A block under the public key alone (RFC 8017, 5.1.1). */
function encryptRaw(spki: Uint8Array, block: Uint8Array): Buffer {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}

/** AES-GCM by hand, as whoever knows the key outside does it. */
function wrapOutside(key: Uint8Array, material: Uint8Array) {
  const iv = Buffer.alloc(12, 7);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const data = Buffer.concat([cipher.update(material), cipher.final(), cipher.getAuthTag()]);
  return { data, iv };
}
