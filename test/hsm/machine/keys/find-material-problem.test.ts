/** Whether what a key is said to be made of makes that key. */
import {
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';

import type { CurveName } from '../../../../src/hsm/keys.ts';
import { findMaterialProblem } from '../../../../src/hsm/machine/keys/find-material-problem.ts';
import { keyRecord } from '../../../support/key-records.ts';
import { takeKey } from '../../../support/keys.ts';
import { dumpedEcPair, dumpedRsaPair } from '../../../support/whole-keys.ts';

const [{ record: rsaPublic }, { record: rsaPrivate, material: rsaMaterial }] = dumpedRsaPair(10);
const [{ record: ecPublic }, { record: ecPrivate, material: ecMaterial }] = dumpedEcPair(20);
const RSA = Buffer.from(rsaMaterial ?? '', 'base64');
const EC = Buffer.from(ecMaterial ?? '', 'base64');
const AES = { type: 'aes' } as const;

const pkcs8Of = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'pkcs8' });
const otherEc = (namedCurve = 'prime256v1') => generateKeyPairSync('ec', { namedCurve });
const spkiOf = (key: KeyObject): string =>
  key.export({ format: 'der', type: 'spki' }).toString('base64');

describe('a secret key', () => {
  it.each([
    ['AES of 16 bytes', AES, 16, 16, undefined],
    ['AES of 24 bytes', AES, 24, 24, undefined],
    ['AES of 32 bytes', AES, 32, 32, undefined],
    ['AES of 31 bytes', AES, 31, 31, 'length'],
    ['AES that is longer than is said', AES, 16, 32, 'length'],
    ['AES that is shorter than is said', AES, 32, 16, 'length'],
    ['a generic secret of one byte', {}, 1, 1, undefined],
    ['a generic secret of 800 bytes', {}, 800, 800, undefined],
    ['a generic secret of 801 bytes', {}, 801, 801, 'length'],
    ['a generic secret of no bytes', {}, 0, 0, 'length'],
    ['one of RSA', { type: 'rsa' }, 32, 32, 'public-key'],
    ['one of a curve', { type: 'ec' }, 32, 32, 'public-key'],
    ['one on a curve', { curve: 'secp256r1' }, 32, 32, 'public-key'],
    ['one with a public key', { spki: rsaPublic.spki }, 32, 32, 'public-key'],
  ] as const)('%s', (_, more, bytes, length, problem) => {
    const record = keyRecord(1, { ...more, bytes });
    expect(findMaterialProblem(record, Buffer.alloc(length, 7))).toBe(problem);
  });

  it('is made of something', () => {
    expect(findMaterialProblem(keyRecord(1), null)).toBe('presence');
  });
});

describe('a public key', () => {
  it.each([
    ['of RSA', rsaPublic, undefined],
    ['of a curve', ecPublic, undefined],
    ['of RSA, on a curve', { ...rsaPublic, curve: 'secp256r1' }, 'public-key'],
    [
      'of RSA, called one of a curve',
      { ...rsaPublic, type: 'ec', curve: 'secp256r1' },
      'public-key',
    ],
    ['of a curve, called one of RSA', { ...ecPublic, type: 'rsa', curve: null }, 'public-key'],
    ['of a curve, on none', { ...ecPublic, curve: null }, 'public-key'],
    ['of a curve, on another', { ...ecPublic, curve: 'secp384r1' }, 'public-key'],
    ['of a curve, by its other name', { ...ecPublic, curve: 'prime256v1' }, undefined],
    ['that is missing', { ...ecPublic, spki: null }, 'public-key'],
    ['that is none', { ...ecPublic, spki: 'AAAA' }, 'public-key'],
    ['of neither kind', { ...ecPublic, type: 'aes' }, 'public-key'],
  ] as const)('%s', (_, record, problem) => {
    expect(findMaterialProblem(record, null)).toBe(problem);
  });

  it('is made of nothing else', () => {
    expect(findMaterialProblem(rsaPublic, RSA)).toBe('presence');
  });
});

describe('a private key', () => {
  const other = otherEc();
  const p384 = otherEc('secp384r1');
  const ofBytes = (record: typeof ecPrivate, material: Buffer) =>
    findMaterialProblem({ ...record, bytes: material.length }, material);

  it('is whole, of RSA and of each curve', () => {
    expect(findMaterialProblem(rsaPrivate, RSA)).toBeUndefined();
    expect(findMaterialProblem(ecPrivate, EC)).toBeUndefined();
    for (const curve of ['secp224r1', 'secp384r1', 'secp521r1', 'secp256k1'] as CurveName[]) {
      const { publicKey, privateKey } = otherEc(curve);
      const record = { ...ecPrivate, curve, spki: spkiOf(publicKey) };
      expect(ofBytes(record, pkcs8Of(privateKey))).toBeUndefined();
    }
  });

  it('has the length that is said', () => {
    expect(findMaterialProblem({ ...rsaPrivate, bytes: RSA.length - 1 }, RSA)).toBe('length');
    expect(findMaterialProblem({ ...ecPrivate, bytes: EC.length + 1 }, EC)).toBe('length');
  });

  it('is there, and its public key is too', () => {
    expect(findMaterialProblem(rsaPrivate, null)).toBe('presence');
    expect(findMaterialProblem({ ...ecPrivate, spki: null }, EC)).toBe('public-key');
  });

  it.each([
    ['no key at all', ecPrivate, Buffer.from('no key'), 'private-key'],
    ['another key of the curve', ecPrivate, pkcs8Of(other.privateKey), 'other-pair'],
    ['a key of another curve', ecPrivate, pkcs8Of(p384.privateKey), 'private-key'],
    ['a key of RSA in the place of one of a curve', ecPrivate, RSA, 'private-key'],
    ['a key of a curve in the place of one of RSA', rsaPrivate, EC, 'private-key'],
    ['another key of RSA', rsaPrivate, pkcs8Of(takeKey('other').privateKey), 'other-pair'],
    [
      'the secret number of another',
      ecPrivate,
      swapScalar(pkcs8Of(other.privateKey)),
      'private-key',
    ],
  ] as const)('is not %s', (_, record, material, problem) => {
    expect(ofBytes(record, material)).toBe(problem);
  });

  it.each<[string, (numbers: JsonWebKey) => JsonWebKey]>([
    ['its modulus', ({ n }) => ({ n: change(n) })],
    ['its private exponent', ({ d }) => ({ d: change(d) })],
    ['its private exponent to the first prime alone', (key) => addToSecret(key, 'q')],
    ['its private exponent to the second prime alone', (key) => addToSecret(key, 'p')],
    ['its first prime', ({ p }) => ({ p: change(p) })],
    ['its second prime', ({ q }) => ({ q: change(q) })],
    ['its first exponent', ({ dp }) => ({ dp: change(dp) })],
    ['its second exponent', ({ dq }) => ({ dq: change(dq) })],
    ['its coefficient', ({ qi }) => ({ qi: change(qi) })],
    ['a modulus for a prime, beside one', ({ n }) => ({ p: n, q: 'AQ' })],
    ['one for a prime, beside the modulus', ({ n }) => ({ p: 'AQ', q: n })],
  ])('of RSA is none where %s is another', (_, changed) => {
    const numbers = takeKey('dumped').privateKey.export({ format: 'jwk' });
    const key = createPrivateKey({ key: { ...numbers, ...changed(numbers) }, format: 'jwk' });
    expect(ofBytes(rsaPrivate, pkcs8Of(key))).toBe('private-key');
  });
});

/** Another odd number of as many bits. */
function change(number = ''): string {
  const bytes = Buffer.from(number, 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 2;
  return bytes.toString('base64url');
}

const toNumber = (text = ''): bigint =>
  BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
const toText = (number: bigint): string => {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
};

/** Another private exponent, that undoes the public one to this prime, and what follows from it. */
function addToSecret({ d, p, q, ...rest }: JsonWebKey, prime: 'p' | 'q'): JsonWebKey {
  const [first, second] = [toNumber(p) - 1n, toNumber(q) - 1n];
  const secret = toNumber(d) + (prime === 'p' ? first : second);
  return { ...rest, d: toText(secret), dp: toText(secret % first), dq: toText(secret % second) };
}

/** The secret number of another key beside the point of this one. */
function swapScalar(other: Buffer): Buffer {
  // Version, algorithm and the heads of ECPrivateKey are 36 bytes, the number 32 (SEC 1, C.4).
  return Buffer.concat([EC.subarray(0, 36), other.subarray(36, 68), EC.subarray(68)]);
}
