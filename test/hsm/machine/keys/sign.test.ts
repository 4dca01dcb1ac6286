/** Signatures of keys in an HSM, held against openssl. */
import { createHash, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import type { SignMechanism } from '../../../../src/hsm/key-protocol.ts';
import { KEY_HASHES, type KeyHash } from '../../../../src/hsm/keys.ts';
import { NO_DIGEST_ECDSA } from '../../../../src/hsm/machine/keys/digest-ecdsa.ts';
import { createKeyMaker } from '../../../../src/hsm/machine/keys/make-pair.ts';
import { signData } from '../../../../src/hsm/machine/keys/sign-data.ts';
import { isDataSignature } from '../../../../src/hsm/machine/keys/verify-data.ts';
import { makeKeyOfPrimes } from '../../../support/key-of-primes.ts';
import { KeyHsm, P384, RSA } from './key-hsm.ts';
import { encodeEcdsa, openssl } from './openssl.ts';

const DATA = Buffer.from('abc123');

const digest = (hash: KeyHash, data: Uint8Array = DATA): Buffer =>
  createHash(hash).update(data).digest();

/** RFC 8017, 9.2, note 1: as the RFC writes them. */
const DIGEST_INFO: Readonly<Record<KeyHash, string>> = {
  sha1: '30 21 30 09 06 05 2b 0e 03 02 1a 05 00 04 14',
  sha224: '30 2d 30 0d 06 09 60 86 48 01 65 03 04 02 04 05 00 04 1c',
  sha256: '30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20',
  sha384: '30 41 30 0d 06 09 60 86 48 01 65 03 04 02 02 05 00 04 30',
  sha512: '30 51 30 0d 06 09 60 86 48 01 65 03 04 02 03 05 00 04 40',
};
const digestInfo = (hash: KeyHash): Buffer =>
  Buffer.concat([Buffer.from(DIGEST_INFO[hash].replaceAll(' ', ''), 'hex'), digest(hash)]);

const pkcs = (hash: KeyHash, isDigest: boolean): SignMechanism => ({
  type: 'rsa-pkcs',
  hash,
  isDigest,
});
const pss = (hash: KeyHash, saltLength: number, isDigest: boolean): SignMechanism => ({
  type: 'rsa-pkcs-pss',
  hash,
  mgf: hash,
  saltLength,
  isDigest,
});
const ecdsa = (hash: KeyHash, isDigest: boolean): SignMechanism => ({
  type: 'ecdsa',
  hash,
  isDigest,
});

function makePair(pair = RSA) {
  const hsm = new KeyHsm();
  const session = hsm.openSession('cu1');
  const { publicHandle, privateHandle } = hsm.makePairOf(session, pair);
  const sign = (mechanism: SignMechanism, data: Uint8Array) =>
    hsm.must({ op: 'sign', session, handle: privateHandle, mechanism, data }).signature;
  const verify = (mechanism: SignMechanism, data: Uint8Array, signature: Uint8Array) =>
    hsm.ask({ op: 'verify', session, handle: publicHandle, mechanism, data, signature });
  /** Whether openssl takes a signature over a digest. */
  const opensslTakes = (signature: Uint8Array, hash: KeyHash, ...options: readonly string[]) =>
    `${openssl(
      [
        ...'pkeyutl -verify -pubin -keyform DER -inkey key -in digest -sigfile signature'.split(
          ' ',
        ),
        ...['-pkeyopt', `digest:${hash}`, ...options.flatMap((option) => ['-pkeyopt', option])],
      ],
      { key: hsm.spkiOf(publicHandle), digest: digest(hash), signature },
    )}`.includes('Verified Successfully');
  return { hsm, session, publicHandle, privateHandle, sign, verify, opensslTakes };
}

describe('an RSA key', () => {
  it.each(KEY_HASHES)('signs by PKCS #1 v1.5 with %s, data or their DigestInfo', (hash) => {
    const { sign, verify, opensslTakes } = makePair();
    const signature = sign(pkcs(hash, false), DATA);
    expect(opensslTakes(signature, hash)).toBe(true);
    expect(sign(pkcs(hash, true), digestInfo(hash))).toEqual(signature);
    expect(verify(pkcs(hash, false), DATA, signature).ok).toBe(true);
    expect(verify(pkcs(hash, true), digestInfo(hash), signature).ok).toBe(true);
  });

  it.each(KEY_HASHES)('signs by PSS with %s, data or their digest, whatever the salt', (hash) => {
    const { sign, verify, opensslTakes } = makePair();
    const most = 256 - digest(hash).length - 2;
    for (const saltLength of [0, digest(hash).length, most]) {
      for (const isDigest of [false, true]) {
        const mechanism = pss(hash, saltLength, isDigest);
        const data = isDigest ? digest(hash) : DATA;
        const signature = sign(mechanism, data);
        const options = ['rsa_padding_mode:pss', `rsa_pss_saltlen:${saltLength}`];
        expect(opensslTakes(signature, hash, ...options)).toBe(true);
        expect(verify(mechanism, data, signature).ok).toBe(true);
        expect(verify(pss(hash, saltLength === 0 ? 1 : 0, isDigest), data, signature).ok).toBe(
          false,
        );
      }
    }
  });

  it('verifies what openssl signed', () => {
    const { hsm, verify, privateHandle } = makePair();
    const key = hsm.materialOf(privateHandle);
    const signed = (...options: readonly string[]) =>
      openssl(
        [
          ...'pkeyutl -sign -keyform DER -inkey key -in digest -pkeyopt digest:sha256'.split(' '),
          ...options.flatMap((option) => ['-pkeyopt', option]),
        ],
        { key, digest: digest('sha256') },
      );
    expect(verify(pkcs('sha256', false), DATA, signed()).ok).toBe(true);
    const byPss = signed('rsa_padding_mode:pss', 'rsa_pss_saltlen:32');
    expect(verify(pss('sha256', 32, false), DATA, byPss).ok).toBe(true);
    expect(verify(pss('sha256', 32, true), digest('sha256'), byPss).ok).toBe(true);
  });

  it('takes no signature with a bit that is another, nor of another length', () => {
    const { sign, verify } = makePair();
    for (const mechanism of [pkcs('sha256', false), pss('sha256', 32, false)]) {
      const signature = sign(mechanism, DATA);
      const forged = [0, 1, 100, 255].map((at) => {
        const changed = Uint8Array.from(signature);
        changed[at] = (changed[at] ?? 0) ^ 1;
        return changed;
      });
      const others = [
        ...forged,
        signature.subarray(1),
        Buffer.concat([Buffer.of(0), signature]),
        Buffer.alloc(0),
        Buffer.alloc(256, 0xff),
      ];
      for (const other of others) {
        expect(verify(mechanism, DATA, other)).toEqual({
          ok: false,
          error: 'RET_SIGNATURE_INVALID',
          reason: { code: 'data-signature-wrong' },
        });
      }
      expect(verify(mechanism, Buffer.from('abc124'), signature).ok).toBe(false);
    }
  });

  it('signs no digest of another hash, no other salt, no other mask', () => {
    const { hsm, session, privateHandle: handle } = makePair();
    const refused = (mechanism: SignMechanism, data: Uint8Array) =>
      hsm.refusedWithoutTrace({ op: 'sign', session, handle, mechanism, data }).reason;
    const info = digestInfo('sha256');
    const otherPrefix = Buffer.from(info);
    otherPrefix[14] = (otherPrefix[14] ?? 0) ^ 2;
    const wrong = [digest('sha256'), info.subarray(1), Buffer.concat([info, Buffer.of(0)])];
    for (const data of [...wrong, otherPrefix]) {
      expect(refused(pkcs('sha256', true), data)).toMatch(/no DigestInfo of sha256/);
    }
    expect(refused(pkcs('sha384', true), info)).toMatch(/no DigestInfo of sha384/);
    expect(refused(pss('sha256', 32, true), info)).toMatch(/no digest of sha256/);
    for (const salt of [-1, 0.5, 223, Number.NaN]) {
      expect(refused(pss('sha256', salt, false), DATA)).toMatch(/salt/);
    }
    expect(refused({ ...pss('sha256', 32, false), mgf: 'sha1' } as SignMechanism, DATA)).toMatch(
      /mgf1-sha1 does not go with sha256/,
    );
  });
});

describe('a signature that begins with a zero', () => {
  // RFC 8017, 8.1.2 and 8.2.2, step 1: "If the length of the signature S is not k octets, output invalid signature".
  // Of this key, the signature of these bytes does.
  it.each([
    ['PKCS #1 v1.5', pkcs('sha256', false), 100],
    ['PSS', pss('sha256', 0, false), 177],
  ])('is none without it, by %s', (_, mechanism, byte) => {
    const privateKey = makeKeyOfPrimes(2048, 0, 65_537);
    const given = { keyMaker: createKeyMaker(), digestEcdsa: NO_DIGEST_ECDSA };
    const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    const key = { pkcs8, spki, curve: null };
    const data = Buffer.of(0, byte);
    const signature = signData(given, key, mechanism, data);
    expect(signature[0]).toBe(0);
    const isRight = (one: Uint8Array) => isDataSignature(given, key, mechanism, data, one);
    expect([isRight(signature), isRight(signature.subarray(1))]).toEqual([true, false]);
  });
});

describe('a key of a curve', () => {
  it.each(KEY_HASHES)('signs with %s: r and s, as openssl takes them once they are DER', (hash) => {
    const { sign, verify, opensslTakes } = makePair(P384);
    const signature = sign(ecdsa(hash, false), DATA);
    expect(signature.length).toBe(96);
    expect(opensslTakes(encodeEcdsa(signature), hash)).toBe(true);
    expect(verify(ecdsa(hash, false), DATA, signature).ok).toBe(true);
    expect(verify(ecdsa(hash, false), Buffer.from('abc124'), signature).ok).toBe(false);
    expect(verify(ecdsa(hash, false), DATA, signature.subarray(1)).ok).toBe(false);
  });
});

describe('a use of a key', () => {
  it('leaves no trace, however often', () => {
    const { hsm, sign, verify } = makePair();
    const before = hsm.state;
    const signature = sign(pkcs('sha256', false), DATA);
    verify(pkcs('sha256', false), DATA, signature);
    expect(hsm.state).toBe(before);
  });

  it('is for keys of its class, type and attributes', () => {
    const { hsm, session, publicHandle, privateHandle } = makePair();
    const secret = hsm.makeSecret(session);
    const unused = hsm.makePairOf(session, P384, { flags: {} }, { flags: {} });
    const sign = (handle: number, mechanism: SignMechanism) =>
      hsm.ask({ op: 'sign', session, handle, mechanism, data: DATA });
    const code = (reply: ReturnType<typeof sign>) => (reply.ok ? 'ok' : reply.reason.code);
    expect(code(sign(publicHandle, pkcs('sha256', false)))).toBe('key-unfit');
    expect(code(sign(privateHandle, ecdsa('sha256', false)))).toBe('key-unfit');
    expect(code(sign(secret, pkcs('sha256', false)))).toBe('key-unfit');
    expect(code(sign(unused.privateHandle, ecdsa('sha256', false)))).toBe('key-without-use');
    const mechanism = ecdsa('sha256', false);
    const signature = Buffer.alloc(96);
    expect(
      hsm.ask({
        op: 'verify',
        session,
        handle: unused.publicHandle,
        mechanism,
        data: DATA,
        signature,
      }),
    ).toMatchObject({ reason: { code: 'key-without-use', attribute: 'verify' } });
  });

  it('is refused with what was wrong about it', () => {
    const { hsm, session, publicHandle, privateHandle } = makePair();
    const { privateHandle: unused } = hsm.makePairOf(session, P384, { flags: {} });
    const ask = (handle: number, mechanism: SignMechanism, data: Uint8Array = DATA) =>
      hsm.ask({ op: 'sign', session, handle, mechanism, data });
    const invalid = (reason: object) => ({ ok: false, error: 'RET_INVALID_INPUT', reason });
    expect(ask(publicHandle, pkcs('sha256', false))).toEqual(
      invalid({
        code: 'key-unfit',
        handle: publicHandle,
        mechanism: 'rsa-pkcs',
        keyClass: 'public-key',
        keyType: 'rsa',
      }),
    );
    expect(ask(unused, ecdsa('sha256', false))).toEqual({
      ok: false,
      error: 'RET_POLICY_MISMATCH',
      reason: { code: 'key-without-use', handle: unused, attribute: 'sign' },
    });
    for (const [mechanism, bytes] of [
      [pkcs('sha256', true), 32],
      [pss('sha256', 32, true), 31],
    ] as const) {
      expect(ask(privateHandle, mechanism, Buffer.alloc(bytes))).toEqual(
        invalid({ code: 'digest-malformed', mechanism: mechanism.type, hash: 'sha256', bytes }),
      );
    }
    const salted = (saltLength: number) => ask(privateHandle, pss('sha256', saltLength, false));
    expect(
      ask(privateHandle, { ...pss('sha256', 32, false), mgf: 'sha1' } as SignMechanism),
    ).toEqual(invalid({ code: 'mgf-other-hash', hash: 'sha256', mgf: 'sha1' }));
    for (const saltLength of [-1, 223]) {
      expect(salted(saltLength)).toEqual(
        invalid({ code: 'salt-length', saltLength, maximum: 222 }),
      );
    }
    expect(salted(Number.NaN)).toEqual(invalid({ code: 'number-malformed', field: 'salt' }));
  });
});
