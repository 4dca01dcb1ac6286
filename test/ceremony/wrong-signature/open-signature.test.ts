/** What is inside of a signature: blocks as RFC 8017 has them, made here byte by byte. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBlock } from '../../../src/ceremony/wrong-signature/open-signature.ts';
import type { HashName } from '../../../src/crypto-provider.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';

/** DigestInfo up to the digest (RFC 8017, 9.2, note 1; SHA-3 by NIST's identifiers). */
const INFOS: Readonly<Record<HashName, string>> = {
  md5: '3020300c06082a864886f70d020505000410',
  sha1: '3021300906052b0e03021a05000414',
  sha224: '302d300d06096086480165030402040500041c',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
  'sha512-256': '3031300d060960864801650304020605000420',
  'sha3-256': '3031300d060960864801650304020805000420',
  'sha3-384': '3041300d060960864801650304020905000430',
  'sha3-512': '3051300d060960864801650304020a05000440',
};
const NAMES = Object.keys(INFOS) as readonly HashName[];

const MESSAGE = Buffer.from('a token');
const hash = (name: HashName, ...pieces: readonly Uint8Array[]): Buffer =>
  createHash(name).update(Buffer.concat(pieces)).digest();
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

const open = (block: Uint8Array, bits = 2048) => openBlock(new Uint8Array(block), bits, nodeCrypto);

/** 00 01, as many FF as there is room for, or as are asked for, 00 and the content. */
const pkcs1 = (content: Uint8Array, count = 253 - content.length): Buffer =>
  Buffer.concat([hex('0001'), Buffer.alloc(count, 0xff), hex('00'), content]);

describe('PKCS #1 v1.5', () => {
  it.each(NAMES)('around a digest of %s', (name) => {
    const digest = hash(name, MESSAGE);
    const [opened, ...others] = open(pkcs1(Buffer.concat([hex(INFOS[name]), digest])));
    expect(opened).toMatchObject({ padding: 'pkcs1', hash: { name }, digest: plain(digest) });
    expect(others).toEqual([]);
  });

  it('around a digest whose hash has no parameters', () => {
    const info = hex('302f300b0609608648016503040201');
    const digest = hash('sha256', MESSAGE);
    expect(open(pkcs1(Buffer.concat([info, hex('0420'), digest])))).toMatchObject([
      { padding: 'pkcs1', hash: { name: 'sha256' }, digest: plain(digest) },
    ]);
  });

  it.each([
    ['a bare digest', hash('sha256', MESSAGE)],
    ['nothing', new Uint8Array()],
    ['zeros', Buffer.alloc(3)],
    [
      'a digest that is cut',
      Buffer.concat([hex(INFOS.sha256), hash('sha256', MESSAGE)]).subarray(0, -1),
    ],
    ['a digest of another hash', Buffer.concat([hex(INFOS.sha256), hash('sha1', MESSAGE)])],
    ['a digest and more', Buffer.concat([hex(INFOS.sha256), hash('sha256', MESSAGE), hex('00')])],
  ])('around %s', (_what, content) => {
    expect(open(pkcs1(content))).toEqual([{ padding: 'pkcs1-bare', content: plain(content) }]);
  });

  it('has eight FF at least', () => {
    const content = Buffer.alloc(32, 7);
    expect(open(pkcs1(content, 8))).toEqual([{ padding: 'pkcs1-bare', content: plain(content) }]);
    const seven = pkcs1(content, 7);
    expect(open(seven)).toEqual([{ padding: 'none', content: plain(seven.subarray(1)) }]);
  });

  it.each([
    ['another first byte', pkcs1(MESSAGE).with(0, 1)],
    ['another type', pkcs1(MESSAGE).with(1, 2)],
    ['no zero behind its FF', pkcs1(MESSAGE).with(pkcs1(MESSAGE).indexOf(0, 2), 1)],
    ['nothing but FF', Buffer.concat([hex('0001'), Buffer.alloc(254, 0xff)])],
  ])('has not %s', (_what, block) => {
    const start = block.findIndex((byte) => byte !== 0);
    expect(open(block)).toEqual([{ padding: 'none', content: plain(block.subarray(start)) }]);
  });
});

interface PssChoice {
  readonly name?: HashName;
  readonly mask?: HashName;
  readonly salt?: number;
  readonly bits?: number;
  readonly separator?: number;
}

/** EMSA-PSS-ENCODE (RFC 8017, 9.1.1), in a block as long as the modulus. */
function pss({
  name = 'sha256',
  mask = name,
  salt = 32,
  bits = 2048,
  separator = 1,
}: PssChoice): Buffer {
  const length = Math.ceil((bits - 1) / 8);
  const salted = Buffer.alloc(salt, 0x5a);
  const tail = hash(name, Buffer.alloc(8), hash(name, MESSAGE), salted);
  const data = Buffer.alloc(length - tail.length - 1);
  data[data.length - salt - 1] = separator;
  salted.copy(data, data.length - salt);
  let stream = Buffer.alloc(0);
  for (let counter = 0; stream.length < data.length; counter++) {
    stream = Buffer.concat([stream, hash(mask, tail, Buffer.from([0, 0, 0, counter]))]);
  }
  const masked = data.map((byte, at) => byte ^ (stream[at] ?? 0));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - (bits - 1)));
  const encoded = Buffer.concat([masked, tail, hex('bc')]);
  return Buffer.concat([Buffer.alloc(Math.ceil(bits / 8) - encoded.length), encoded]);
}

describe('PSS', () => {
  /** Those that are over the message. */
  const openOver = (block: Uint8Array, bits = 2048, crypto = nodeCrypto) =>
    openBlock(new Uint8Array(block), bits, crypto).flatMap((opened) => {
      if (opened.padding !== 'pss') return [];
      const { name } = opened.hash;
      return opened.isOver(hash(name, MESSAGE)) ? [{ name, certain: opened.certain }] : [];
    });

  it.each(NAMES)('with %s', (name) => {
    expect(openOver(pss({ name }))).toEqual([{ name, certain: true }]);
  });

  it.each(NAMES)('with %s, and a mask of SHA-1', (name) => {
    expect(openOver(pss({ name, mask: 'sha1' }))).toEqual([{ name, certain: true }]);
  });

  it.each([2041, 2042, 2047, 2048, 2049, 2050])('under a key of %i bits', (bits) => {
    expect(openOver(pss({ bits }), bits)).toEqual([{ name: 'sha256', certain: true }]);
  });

  it('is certain by the zeros before its salt, of which there are eight', () => {
    expect(openOver(pss({ salt: 214 }))).toEqual([{ name: 'sha256', certain: true }]);
    expect(openOver(pss({ salt: 215 }))).toEqual([{ name: 'sha256', certain: false }]);
    expect(openOver(pss({ salt: 222 }))).toEqual([{ name: 'sha256', certain: false }]);
    expect(openOver(pss({ salt: 0 }))).toEqual([{ name: 'sha256', certain: true }]);
  });

  it('may have room for a digest alone, and not for less', () => {
    const [name, salt, bits] = ['sha512', 0, 66 * 8] as const;
    expect(openOver(pss({ name, salt, bits }), bits)).toEqual([{ name, certain: false }]);
    const short = hex('000000000000000001000000000000bc');
    expect(open(short, short.length * 8)).toEqual([
      { padding: 'none', content: plain(short.subarray(8)) },
    ]);
  });

  it('is over nothing else', () => {
    const [opened] = open(pss({}));
    if (opened?.padding !== 'pss') throw new Error('PSS');
    expect(opened.isOver(hash('sha256', MESSAGE))).toBe(true);
    expect(opened.isOver(hash('sha256', Buffer.from('another token')))).toBe(false);
  });

  it.each([
    ['another last byte', pss({}).with(255, 0xbb)],
    ['another separator', pss({ separator: 2 })],
    ['nothing before the salt but zeros', pss({ salt: 0, separator: 0 })],
    ['no room for a digest', Buffer.concat([hash('md5', MESSAGE), hex('bc')])],
  ])('has not %s', (_what, block) => {
    expect(openOver(block, block.length * 8)).toEqual([]);
    expect(open(block, block.length * 8).at(-1)).toEqual({
      padding: 'none',
      content: plain(block),
    });
  });

  it('is not told where the platform has not its hash', () => {
    const crypto = {
      ...nodeCrypto,
      hash: (name: HashName, bytes: Uint8Array) =>
        name === 'sha3-256' ? undefined : nodeCrypto.hash(name, bytes),
    };
    expect(openOver(pss({ name: 'sha3-256' }), 2048, crypto)).toEqual([]);
    expect(openOver(pss({ name: 'sha3-256', mask: 'sha1' }), 2048, crypto)).toEqual([]);
    expect(openOver(pss({ name: 'sha512' }), 2048, crypto)).toEqual([
      { name: 'sha512', certain: true },
    ]);
  });
});

it('a block without padding is given without the zeros before it', () => {
  const content = Buffer.from('a token', 'latin1');
  expect(open(Buffer.concat([Buffer.alloc(249), content]))).toEqual([
    { padding: 'none', content: plain(content) },
  ]);
});
