/** What counts as a signature: under which keys, and of which length (RFC 8017, 8.2.2 and 9.2). */
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeSha256Block } from '../../src/signer/encodings/pkcs1-block.ts';
import { matchesKey, matchesKeyOfDigest, verifySignature } from '../../src/signer/verify.ts';

const MESSAGE = Buffer.from('what was signed');
const DIGEST = createHash('sha256').update(MESSAGE).digest();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SIGNATURE = sign('sha256', MESSAGE, privateKey);

/** The answers of all three. */
const answersOf = (key: KeyObject, signature: Uint8Array): readonly boolean[] => [
  verifySignature(key, MESSAGE, signature),
  matchesKey(key, MESSAGE, signature),
  matchesKeyOfDigest(key, DIGEST, signature),
];

describe('a signature', () => {
  it('is right under the public half, of which the private one tells too', () => {
    expect(answersOf(publicKey, SIGNATURE)).toEqual([true, true, true]);
    expect(verifySignature(privateKey, MESSAGE, SIGNATURE)).toBe(true);
  });

  it.each([
    ['a byte before it', Buffer.concat([Buffer.of(0), SIGNATURE])],
    ['a byte behind it', Buffer.concat([SIGNATURE, Buffer.of(0)])],
    ['its last byte gone', SIGNATURE.subarray(0, -1)],
    ['nothing in it', Buffer.alloc(0)],
    ['a number that is not below the modulus', Buffer.alloc(256, 0xff)],
  ])('is wrong with %s', (_, signature) => {
    expect(answersOf(publicKey, signature)).toEqual([false, false, false]);
  });

  it('is wrong without its first byte, also where that is zero', () => {
    for (let count = 0; ; count++) {
      const message = Buffer.from(`message ${count}`);
      const signature = sign('sha256', message, privateKey);
      if (signature[0] !== 0) continue;
      const digest = createHash('sha256').update(message).digest();
      expect(matchesKeyOfDigest(publicKey, digest, signature)).toBe(true);
      expect(matchesKeyOfDigest(publicKey, digest, signature.subarray(1))).toBe(false);
      expect(matchesKey(publicKey, message, signature.subarray(1))).toBe(false);
      return;
    }
  });

  it('of PSS, or under a key for PSS alone, is none', () => {
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING };
    expect(answersOf(publicKey, sign('sha256', MESSAGE, { key: privateKey, ...padding }))).toEqual([
      false,
      false,
      false,
    ]);
    const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    const signature = sign('sha256', MESSAGE, pss.privateKey);
    expect(answersOf(pss.publicKey, signature)).toEqual([false, false, false]);
  });

  it.each(['ed25519', 'ec'] as const)('under a key of %s is none', (type) => {
    const other =
      type === 'ec'
        ? generateKeyPairSync(type, { namedCurve: 'prime256v1' })
        : generateKeyPairSync(type);
    for (const signature of [SIGNATURE, Buffer.alloc(0)]) {
      expect(answersOf(other.publicKey, signature)).toEqual([false, false, false]);
    }
  });

  it('proves nothing under the exponent 1, though the arithmetic is right', () => {
    const { n = '' } = publicKey.export({ format: 'jwk' });
    const one = createPublicKey({ key: { kty: 'RSA', n, e: 'AQ' }, format: 'jwk' });
    const block = encodeSha256Block(DIGEST, 256) ?? Buffer.alloc(0);
    expect(answersOf(one, block)).toEqual([false, true, true]);
  });
});

it('has room for eight bytes of padding at least', () => {
  expect(encodeSha256Block(DIGEST, 61)).toBeUndefined();
  expect(Buffer.from(encodeSha256Block(DIGEST, 62) ?? []).toString('hex')).toBe(
    `0001${'ff'.repeat(8)}003031300d060960864801650304020105000420${DIGEST.toString('hex')}`,
  );
});
