/** What may have been signed in the place of a token, and what each such signature is said to be over. */
import { describe, expect, it } from 'vitest';
import { HASH_FUNCTIONS, SHA256 } from '../../../src/ceremony/wrong-signature/hashes.ts';
import { MessageIndex, type SignedTarget } from '../../../src/ceremony/wrong-signature/messages.ts';
import type { NearbyFile } from '../../../src/ceremony/wrong-signature/nearby.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { sha256 } from '../../support/sdk5-files.ts';
import { makeToken } from '../ceremony.ts';

/** Its nonces hold CR LF, LF and, by their number, a CR. */
const TOKEN = makeToken({ nonce: 13 });
const TEXT = TOKEN.toString('latin1');
const HEX = sha256(TOKEN).toString('hex');
const PATH = '/ceremony/officer1.token';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

const targetOf = (bytes: Uint8Array): SignedTarget => ({
  bytes,
  digest: sha256(bytes),
  paths: [PATH],
  enclosing: [],
});

const indexOf = (target: SignedTarget, nearby: readonly NearbyFile[] = []) =>
  new MessageIndex(target, nearby, nodeCrypto);

/** What is wrong with a signature over a message; nothing where it is unknown. */
const causesOf = (message: Uint8Array, index = indexOf(targetOf(TOKEN))) =>
  index.findByDigest(SHA256, sha256(message))?.causes;

describe('a signature is known to be over', () => {
  it('the token, which is right', () => {
    expect(causesOf(TOKEN)).toEqual([]);
  });

  it.each([
    ['LF, each made CR LF', TEXT.replaceAll('\n', '\r\n'), 'crlf-token'],
    ['LF, made CR LF where it was none', TEXT.replace(/(?<!\r)\n/g, '\r\n'), 'crlf-token'],
    ['LF, made CR LF, and another', `${TEXT.replaceAll('\n', '\r\n')}\r\n`, 'crlf-token'],
    ['CR LF, made LF', TEXT.replaceAll('\r\n', '\n'), 'lf-token'],
    ['CR, taken out', TEXT.replaceAll('\r', ''), 'lf-token'],
    ['LF behind it', `${TEXT}\n`, 'newline'],
    ['CR LF behind it', `${TEXT}\r\n`, 'newline'],
    ['Latin-1, made UTF-8', Buffer.from(TEXT).toString('latin1'), 'utf8-token'],
    ['what is no UTF-8, replaced', Buffer.from(TOKEN.toString()).toString('latin1'), 'utf8-token'],
  ])('a copy of it: %s', (_what, text, code) => {
    expect(causesOf(latin1(text))).toEqual([{ code }]);
  });

  it('a copy of it that keeps the mark that it begins with', () => {
    const target = targetOf(latin1('\xef\xbb\xbf\xe4'));
    const copy = latin1('\xef\xbb\xbf\xef\xbf\xbd');
    expect(causesOf(copy, indexOf(target))).toEqual([{ code: 'utf8-token' }]);
  });

  const lines = (text: string, length: number): string =>
    text.match(new RegExp(`.{1,${length}}`, 'g'))?.join('\n') ?? '';

  it.each([
    ['base64', TOKEN.toString('base64')],
    ['base64', lines(TOKEN.toString('base64'), 64)],
    ['base64', lines(TOKEN.toString('base64'), 76)],
    ['hex', TOKEN.toString('hex')],
    ['hex', lines(TOKEN.toString('hex'), 60)],
  ])('it, written as %s: %s', (as, text) => {
    for (const end of ['', '\n', '\r\n']) {
      expect(causesOf(latin1(text + end))).toEqual([{ code: 'token-text', as }]);
    }
    expect(causesOf(latin1(`${text} `))).toBeUndefined();
  });

  it('its digest', () => {
    expect(causesOf(sha256(TOKEN))).toEqual([{ code: 'hashed-twice' }]);
  });

  it.each([
    HEX,
    HEX.toUpperCase(),
    sha256(TOKEN).toString('base64'),
    `${HEX}  -`,
    `SHA2-256(stdin)= ${HEX}`,
    `(stdin)= ${HEX}`,
    `${HEX}  ${PATH}`,
    `${HEX}  officer1.token`,
    `${HEX} *officer1.token`,
    `SHA2-256(officer1.token)= ${HEX}`,
    `SHA256(${PATH})= ${HEX}`,
    `SHA256(officer1.token)= ${HEX}`,
  ])('its digest, as text: %s', (text) => {
    for (const end of ['', '\n', '\r\n']) {
      expect(causesOf(latin1(text + end))).toEqual([{ code: 'digest-text' }]);
    }
  });

  it('nothing', () => {
    expect(causesOf(new Uint8Array())).toEqual([{ code: 'nothing-signed' }]);
  });

  it('the file around it', () => {
    const json = latin1('{}');
    const target = { ...targetOf(TOKEN), enclosing: [json, latin1('{ }')] };
    const causes = [{ code: 'json-file', path: PATH }];
    expect(causesOf(json, indexOf(target))).toEqual(causes);
    expect(causesOf(latin1('{ }'), indexOf(target))).toEqual(causes);
    expect(causesOf(json, indexOf({ ...target, paths: [] }))).toEqual([
      { code: 'json-file', path: '-' },
    ]);
  });

  it('a file near it', () => {
    const index = indexOf(targetOf(TOKEN), [{ path: 'notes.txt', bytes: latin1('milk') }]);
    expect(causesOf(latin1('milk'), index)).toEqual([{ code: 'another-file', path: 'notes.txt' }]);
  });

  it('the likeliest of several that are the same', () => {
    const text = latin1('no line ends, and all ASCII');
    expect(causesOf(text, indexOf(targetOf(text)))).toEqual([]);
    const near = [{ path: 'empty', bytes: new Uint8Array() }];
    expect(causesOf(new Uint8Array(), indexOf(targetOf(TOKEN), near))).toEqual([
      { code: 'nothing-signed' },
    ]);
  });
});

describe('of the records of a token', () => {
  const recordsOf = (count: number): readonly Buffer[] => {
    const token = makeToken({ nodes: count });
    return Array.from({ length: count }, (_, at) => token.subarray(at * 80, (at + 1) * 80));
  };
  const over = (count: number, ...order: readonly number[]) => {
    const records = recordsOf(count);
    const message = Buffer.concat(order.map((at) => records[at] ?? Buffer.alloc(0)));
    return causesOf(message, indexOf(targetOf(Buffer.concat(records))));
  };

  it('each may be signed alone', () => {
    for (const at of [0, 1, 2]) {
      expect(over(3, at)).toEqual([{ code: 'one-record', record: at + 1, records: 3 }]);
    }
    expect(over(3, 0, 1)).toBeUndefined();
    expect(over(1, 0)).toEqual([]);
  });

  it('any order may be, of five', () => {
    const orders = [
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ] as const;
    for (const order of orders) expect(over(3, ...order)).toEqual([{ code: 'record-order' }]);
    expect(over(3, 0, 1, 2)).toEqual([]);
    expect(over(2, 1, 0)).toEqual([{ code: 'record-order' }]);
    expect(over(5, 1, 0, 2, 3, 4)).toEqual([{ code: 'record-order' }]);
    expect(over(5, 0, 0, 2, 3, 4)).toBeUndefined();
  });

  it('the reverse order may be, of more', () => {
    expect(over(6, 5, 4, 3, 2, 1, 0)).toEqual([{ code: 'record-order' }]);
    expect(over(6, 1, 0, 2, 3, 4, 5)).toBeUndefined();
  });

  it('there are none where its length is not theirs', () => {
    const cut = makeToken({ nodes: 3 }).subarray(0, 239);
    expect(causesOf(cut.subarray(0, 80), indexOf(targetOf(cut)))).toBeUndefined();
  });
});

describe('MessageIndex', () => {
  const digestAlone = indexOf({
    digest: sha256(TOKEN),
    bytes: undefined,
    paths: [],
    enclosing: [],
  });

  it('finds by any hash what is there, and by SHA-256 what only has a digest', () => {
    for (const hash of HASH_FUNCTIONS) {
      const digest = nodeCrypto.hash(hash.name, TOKEN) ?? new Uint8Array();
      expect(indexOf(targetOf(TOKEN)).findByDigest(hash, digest)?.causes).toEqual([]);
      expect(digestAlone.findByDigest(hash, digest)?.causes).toEqual(
        hash === SHA256 ? [] : undefined,
      );
    }
    expect(digestAlone.findByDigest(SHA256, sha256(TOKEN))).toEqual({
      digest: sha256(TOKEN),
      causes: [],
    });
  });

  it('finds the first whose digest fits', () => {
    const index = indexOf(targetOf(TOKEN));
    const wanted = sha256(latin1(`${TEXT}\n`)).toString('hex');
    const fits = (digest: Uint8Array): boolean => Buffer.from(digest).toString('hex') === wanted;
    expect(index.findByHash(SHA256, fits)?.causes).toEqual([{ code: 'newline' }]);
    expect(index.findByHash(SHA256, () => true)?.causes).toEqual([]);
    expect(index.findByHash(SHA256, () => false)).toBeUndefined();
    const [, sha1 = SHA256] = HASH_FUNCTIONS;
    // Of the token there is no SHA-1, of its digest there is.
    expect(digestAlone.findByHash(sha1, () => true)?.causes).toEqual([{ code: 'hashed-twice' }]);
  });

  it('finds by content, whatever zeros are before it', () => {
    const index = indexOf(targetOf(TOKEN));
    expect(index.findByContent(TOKEN)?.causes).toEqual([]);
    expect(index.findByContent(Buffer.concat([Buffer.alloc(9), TOKEN]))?.causes).toEqual([]);
    expect(
      index.findByContent(TOKEN.subarray(TOKEN.findIndex((byte) => byte !== 0)))?.causes,
    ).toEqual([]);
    expect(index.findByContent(Buffer.concat([TOKEN, Buffer.alloc(1)]))).toBeUndefined();
    expect(index.findByContent(new Uint8Array())).toBeUndefined();
    expect(digestAlone.findByContent(sha256(TOKEN))?.causes).toEqual([{ code: 'hashed-twice' }]);
  });

  it('hashes nothing twice', () => {
    let count = 0;
    const crypto = {
      ...nodeCrypto,
      hash: (...given: Parameters<typeof nodeCrypto.hash>) => {
        count += 1;
        return nodeCrypto.hash(...given);
      },
    };
    const index = new MessageIndex(targetOf(TOKEN), [], crypto);
    expect(count).toBe(0);
    index.findByDigest(SHA256, sha256(TOKEN));
    const once = count;
    expect(once).toBeGreaterThan(50);
    index.findByDigest(SHA256, sha256(latin1('x')));
    expect(count).toBe(once);
  });
});
