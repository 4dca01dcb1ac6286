import { constants, privateEncrypt, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HashName, RsaPublicNumbers } from '../../src/crypto-provider.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { browserCrypto } from '../../src/page/crypto/browser-crypto.ts';
import { numbersOf } from '../../src/signer/rsa-key-object.ts';
import { takeKey } from '../support/keys.ts';

const NAMES: readonly HashName[] = [
  'sha256',
  'sha1',
  'sha224',
  'sha384',
  'sha512',
  'sha512-256',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'md5',
];

/** The arithmetic of OpenSSL is what a page's is held to. */
function expectSame(key: RsaPublicNumbers, block: Uint8Array): Uint8Array | undefined {
  const own = browserCrypto.publicOperation(key, block);
  const theirs = nodeCrypto.publicOperation(key, block);
  expect(own && Buffer.from(own).toString('hex')).toBe(
    theirs && Buffer.from(theirs).toString('hex'),
  );
  return own;
}

describe('the hash functions of the page', () => {
  it.each(NAMES)('has %s as OpenSSL has it', (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const theirs = nodeCrypto.hash(name, bytes);
        expect(Buffer.from(browserCrypto.hash(name, bytes) ?? []).toString('hex')).toBe(
          Buffer.from(theirs ?? []).toString('hex'),
        );
      }),
    );
  });

  it('has the SHA-256 of bytes that stand in the middle of others', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, at) => at & 255).subarray(7, 260);
    expect(Buffer.from(browserCrypto.sha256(bytes))).toEqual(Buffer.from(nodeCrypto.sha256(bytes)));
  });
});

describe('the RSA operation of the page', () => {
  it.each([1024, 2048, 3072, 4096])('opens a signature of a key of %d bits', (bits) => {
    const { privateKey, publicKey } = takeKey('page', { bits });
    const key = numbersOf(publicKey);
    const opened = expectSame(key, sign('sha256', Buffer.from('token'), privateKey));
    expect(
      Buffer.from(opened ?? [])
        .subarray(0, 3)
        .toString('hex'),
    ).toBe('0001ff');
  });

  it('gives the same when it is asked again, whatever became of what it gave', () => {
    const { privateKey, publicKey } = takeKey('page', { bits: 1024 });
    const key = numbersOf(publicKey);
    const signature = sign('sha256', Buffer.from('token'), privateKey);
    expectSame(key, signature)?.fill(0);
    expectSame(key, signature);
    const { exponent, modulus } = key;
    // The same bytes, cut elsewhere.
    const shifted = {
      exponent: exponent.subarray(1),
      modulus: Uint8Array.from([...modulus, ...exponent.subarray(0, 1)]),
    };
    expect(browserCrypto.publicOperation(shifted, signature)).toBeUndefined();
  });

  it('gives zeros in front, too', () => {
    const { privateKey, publicKey } = takeKey('page', { bits: 1024 });
    const block = Buffer.alloc(128);
    block[127] = 7;
    const signature = privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block);
    expect(expectSame(numbersOf(publicKey), signature)).toEqual(Uint8Array.from(block));
  });

  it('refuses what OpenSSL refuses: other lengths, and what is not below the modulus', () => {
    const { publicKey } = takeKey('page', { bits: 1024 });
    const key = numbersOf(publicKey);
    for (const block of [
      new Uint8Array(),
      new Uint8Array(127),
      new Uint8Array(129),
      key.modulus,
      new Uint8Array(128).fill(255),
    ]) {
      expect(expectSame(key, block)).toBeUndefined();
    }
    expect(expectSame(key, new Uint8Array(128))).toEqual(new Uint8Array(128));
  });

  it('takes strange keys as OpenSSL takes them', () => {
    const number = fc
      .uint8Array({ minLength: 64, maxLength: 520 })
      .map((bytes) => Uint8Array.from([128 | (bytes[0] ?? 0), ...bytes.subarray(1)]));
    const exponent = fc
      .uint8Array({ minLength: 1, maxLength: 12 })
      .map((bytes) => Uint8Array.from([1 | (bytes[0] ?? 0), ...bytes.subarray(1)]));
    let opened = 0;
    let refused = 0;
    fc.assert(
      fc.property(number, exponent, fc.nat(255), (modulus, e, first) => {
        const block = modulus.map((byte, at) => (at === 0 ? Math.min(byte, first) : byte ^ 0x55));
        if (expectSame({ modulus, exponent: e }, block) === undefined) refused += 1;
        else opened += 1;
      }),
    );
    expect(opened).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(10);
  });
});
