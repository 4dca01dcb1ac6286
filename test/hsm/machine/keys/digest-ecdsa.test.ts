/** ECDSA over digests, held against openssl, and against node:crypto, which is OpenSSL too and hashes by itself. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signHashed,
  verify as verifyHashed,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';

import type { SignMechanism } from '../../../../src/hsm/key-protocol.ts';
import { CURVES, type CurveName, KEY_HASHES, type KeyHash } from '../../../../src/hsm/keys.ts';
import {
  NO_DIGEST_ECDSA,
  needsDigestEcdsa,
} from '../../../../src/hsm/machine/keys/digest-ecdsa.ts';
import { createKeyMaker } from '../../../../src/hsm/machine/keys/make-pair.ts';
import { nobleEcdsa } from '../../../../src/hsm/machine/keys/noble-ecdsa.ts';
import { signData } from '../../../../src/hsm/machine/keys/sign-data.ts';
import { isDataSignature } from '../../../../src/hsm/machine/keys/verify-data.ts';
import type { HsmRequest } from '../../../../src/hsm/protocol.ts';
import { howOften, IS_LONG } from '../../../support/how-many.ts';
import { encodeEcdsa, openssl } from './openssl.ts';

/** The orders of the curves (SEC 2, version 2.0, 2.3.2 to 2.6.1, 2.4.1). */
const ORDERS: Readonly<Record<CurveName, string>> = {
  secp224r1: 'ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d',
  secp256r1: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  prime256v1: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  secp384r1: `${'f'.repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`,
  secp256k1: `${'f'.repeat(31)}ebaaedce6af48a03bbfd25e8cd0364141`,
  secp521r1: `01${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
};

const DATA = Buffer.from('what is to be signed');
const hashed = (hash: KeyHash): Buffer => createHash(hash).update(DATA).digest();
const ecdsa = (hash: KeyHash): SignMechanism => ({ type: 'ecdsa', hash, isDigest: true });
/** As the HSM is handed the world. */
const world = () => ({ keyMaker: createKeyMaker(), digestEcdsa: nobleEcdsa });

function keysOn(curve: CurveName) {
  const namedCurve = curve === 'secp256r1' ? 'prime256v1' : curve;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    pkcs8,
    spki,
    sign: (hash: KeyHash, digest: Uint8Array = hashed(hash)) =>
      signData(world(), { pkcs8, curve }, ecdsa(hash), digest),
    verify: (hash: KeyHash, signature: Uint8Array, digest: Uint8Array = hashed(hash)) =>
      isDataSignature(world(), { spki, curve }, ecdsa(hash), digest, signature),
    /** By OpenSSL, r and s. */
    signHashed: (hash: KeyHash) =>
      signHashed(hash, DATA, raw(createPrivateKey(der(pkcs8, 'pkcs8')))),
    verifyHashed: (hash: KeyHash, signature: Uint8Array) =>
      verifyHashed(hash, DATA, raw(createPublicKey(der(spki, 'spki'))), signature),
  };
}

const raw = (key: KeyObject) => ({ key, dsaEncoding: 'ieee-p1363' }) as const;
const der = <Type extends 'pkcs8' | 'spki'>(key: Buffer, type: Type) =>
  ({ key, type, format: 'der' }) as const;

/** A number that is added to or taken from bytes, as many bytes as before. */
const plus = (hex: string, number: bigint): Buffer =>
  Buffer.from((BigInt(`0x${hex}`) + number).toString(16).padStart(hex.length, '0'), 'hex');

/** Two names are of one curve. */
const DIFFERENT = CURVES.filter((curve) => curve !== 'secp256r1');
// Of secp224r1, digests of more than sha224 are cut; of secp521r1, none is.
const HASHES: readonly KeyHash[] = IS_LONG ? KEY_HASHES : ['sha1', 'sha512'];

describe.each(IS_LONG ? CURVES : DIFFERENT)('on %s', (curve) => {
  const order = ORDERS[curve];
  const bytes = order.length / 2;

  it.each(HASHES)('digests of %s are signed and verified as OpenSSL does it', (hash) => {
    const { sign, verify, signHashed, verifyHashed } = keysOn(curve);
    for (let i = 0; i < howOften(1, 20); i++) {
      const signature = sign(hash);
      expect(signature.length).toBe(2 * bytes);
      expect(verifyHashed(hash, signature)).toBe(true);
      expect(verify(hash, signature)).toBe(true);
      expect(verify(hash, signHashed(hash))).toBe(true);
    }
  });

  it.each(IS_LONG ? KEY_HASHES : (['sha384'] as const))(
    'pkeyutl takes what is signed, and signs what is taken, with %s',
    (hash) => {
      const { pkcs8, spki, sign, verify } = keysOn(curve);
      const digest = hashed(hash);
      const signature = encodeEcdsa(sign(hash));
      const said = openssl(
        'pkeyutl -verify -pubin -keyform DER -inkey key -in digest -sigfile signature'.split(' '),
        { key: spki, digest, signature },
      );
      expect(said.toString()).toBe('Signature Verified Successfully\n');
      const made = openssl('pkeyutl -sign -keyform DER -inkey key -in digest'.split(' '), {
        key: pkcs8,
        digest,
      });
      expect(verify(hash, decodeEcdsa(made, bytes))).toBe(true);
    },
  );

  it('both signatures that differ in the sign of s are right, and both are made', () => {
    const { sign, verify } = keysOn(curve);
    const half = BigInt(`0x${order}`) / 2n;
    const found = new Set<boolean>();
    // As likely as 2^-40 not both.
    for (let tries = 0; found.size < 2 && tries < 41; tries += 1) {
      const signature = Buffer.from(sign('sha256'));
      const s = BigInt(`0x${signature.subarray(bytes).toString('hex')}`);
      found.add(s > half);
      expect(verify('sha256', Buffer.concat([signature.subarray(0, bytes), plus(order, -s)]))).toBe(
        true,
      );
    }
    expect([...found].sort()).toEqual([false, true]);
  });

  it('nothing that was changed, or is out of range, or of another length, is a signature', () => {
    const { sign, verify, signHashed } = keysOn(curve);
    const signature = signHashed('sha384');
    const [r, s] = [signature.subarray(0, bytes), signature.subarray(bytes)];
    const [zero, n] = [Buffer.alloc(bytes), plus(order, 0n)];
    for (const [what, wrong] of Object.entries({
      'another r': Buffer.concat([plus(r.toString('hex'), 1n), s]),
      'another s': Buffer.concat([r, plus(s.toString('hex'), 1n)]),
      'r of zero': Buffer.concat([zero, s]),
      's of zero': Buffer.concat([r, zero]),
      'r of n': Buffer.concat([n, s]),
      's of n': Buffer.concat([r, n]),
      'r and s of n - 1': Buffer.concat([plus(order, -1n), plus(order, -1n)]),
      'all ones': Buffer.alloc(2 * bytes, 0xff),
      'a byte less': signature.subarray(1),
      'a byte more': Buffer.concat([Buffer.of(0), signature]),
      nothing: Buffer.alloc(0),
      DER: encodeEcdsa(signature),
    })) {
      expect(verify('sha384', wrong), what).toBe(false);
    }
    expect(verify('sha384', signature)).toBe(true);
    expect(verify('sha384', signature, Buffer.alloc(48, 1))).toBe(false);
    expect(keysOn(curve).verify('sha384', signature)).toBe(false);
    // Digests of zeros, and of more than the order, are digests too.
    for (const digest of [Buffer.alloc(48), Buffer.alloc(48, 0xff)]) {
      expect(verify('sha384', sign('sha384', digest), digest)).toBe(true);
    }
  });
});

it('two names are of one curve', () => {
  const { pkcs8, spki } = keysOn('prime256v1');
  const [digest, mechanism] = [hashed('sha256'), ecdsa('sha256')];
  const signature = signData(world(), { pkcs8, curve: 'secp256r1' }, mechanism, digest);
  const key = { spki, curve: 'prime256v1' } as const;
  expect(isDataSignature(world(), key, mechanism, digest, signature)).toBe(true);
});

it('no two signatures are the same, but within one request', () => {
  const { pkcs8 } = keysOn('secp256r1');
  const once = world();
  const sign = (given = once) =>
    signData(given, { pkcs8, curve: 'secp256r1' }, ecdsa('sha256'), hashed('sha256'));
  expect(sign()).toEqual(sign());
  expect(sign(world())).not.toEqual(sign());
});

it('a digest is no digest where the arithmetic was forgotten', () => {
  const { pkcs8 } = keysOn('secp256r1');
  const given = { ...world(), digestEcdsa: NO_DIGEST_ECDSA };
  expect(() =>
    signData(given, { pkcs8, curve: 'secp256r1' }, ecdsa('sha256'), hashed('sha256')),
  ).toThrow('was not loaded');
});

it('data are signed and verified without that arithmetic', () => {
  const { pkcs8, spki } = keysOn('secp256r1');
  const given = { ...world(), digestEcdsa: NO_DIGEST_ECDSA };
  const mechanism = { type: 'ecdsa', hash: 'sha256', isDigest: false } as const;
  const signature = signData(given, { pkcs8, curve: 'secp256r1' }, mechanism, DATA);
  const key = { spki, curve: 'secp256r1' } as const;
  expect(isDataSignature(given, key, mechanism, DATA, signature)).toBe(true);
});

it('a key that is on no curve signs no digest', () => {
  const { pkcs8 } = keysOn('secp256r1');
  expect(() =>
    signData(world(), { pkcs8, curve: null }, ecdsa('sha256'), hashed('sha256')),
  ).toThrow('an EC key is on a curve');
});

/** Of DER as OpenSSL writes it (RFC 3279, 2.2.3), r and s, each of so many bytes. */
function decodeEcdsa(signature: Buffer, bytes: number): Buffer {
  // Of up to 139 bytes: the length of the whole takes one byte or two, that of a number one.
  const start = (signature[1] ?? 0) < 0x80 ? 2 : 3;
  const end = start + 2 + (signature[start + 1] ?? 0);
  const numbers = [signature.subarray(start + 2, end), signature.subarray(end + 2)];
  return Buffer.concat(
    numbers.map((number) => Buffer.concat([Buffer.alloc(bytes), number]).subarray(-bytes)),
  );
}

describe('the requests that need it', () => {
  const session = '0x1';
  const digest = hashed('sha256');
  const requests = (mechanism: SignMechanism): readonly HsmRequest[] => [
    { op: 'sign', session, handle: 1, mechanism, data: digest },
    { op: 'verify', session, handle: 1, mechanism, data: digest, signature: DATA },
  ];

  it('sign or verify a digest by ECDSA', () => {
    expect(requests(ecdsa('sha256')).map(needsDigestEcdsa)).toEqual([true, true]);
  });

  it.each([
    ['data', requests({ type: 'ecdsa', hash: 'sha256', isDigest: false })],
    ['a digest by RSA', requests({ type: 'rsa-pkcs', hash: 'sha256', isDigest: true })],
    ['nothing', [{ op: 'logout', session } as const, { op: 'listUsers' } as const]],
  ])('are not those that do so with %s', (_, others) => {
    expect(others.map(needsDigestEcdsa)).toEqual([false, false]);
  });
});
