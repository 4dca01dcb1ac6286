import { describe, expect, it } from 'vitest';
import { readBase64, readTextIn } from '../../../src/token/sdk5/base64.ts';

const digest = Buffer.from(Array.from({ length: 32 }, (_, at) => 0x10 + at * 7));
const hex = digest.toString('hex');
const exact = digest.toString('base64');

describe('readBase64', () => {
  it.each<[string, number | undefined, readonly number[]]>([
    ['', undefined, []],
    ['AAE=', undefined, [0, 1]],
    ['AQ==', undefined, [1]],
    ['+/8=', undefined, [0xfb, 0xff]],
    ['AAEC', 32, [0, 1, 2]],
  ])('reads %j, of which it says nothing', (text, length, bytes) => {
    expect(readBase64(text, length)).toEqual({ bytes: Uint8Array.from(bytes) });
  });

  it.each<[string, string, readonly number[]]>([
    ['AA\nE=', 'blanks', [0, 1]],
    [' A\tA\r\nE=\n', 'blanks', [0, 1]],
    ['AAE', 'url-alphabet', [0, 1]],
    ['AQ', 'url-alphabet', [1]],
    ['AQ=', 'url-alphabet', [1]],
    ['-_8', 'url-alphabet', [0xfb, 0xff]],
    ['-_8=', 'url-alphabet', [0xfb, 0xff]],
    ['_-_-', 'url-alphabet', [0xff, 0xef, 0xfe]],
    ['-_ 8\n', 'url-alphabet', [0xfb, 0xff]],
  ])('reads %j, and says why it should not be so: %s', (text, problem, bytes) => {
    expect(readBase64(text)).toEqual({ bytes: Uint8Array.from(bytes), problem });
  });

  it.each(['A', 'AAAAA', '*', 'AA=E', '-=8', 'AB==', 'AAF=', 'AAE=\v', 'ä', 'AA E*'])(
    'reads nothing else, as what has bits too many: %j',
    (text) => {
      expect(readBase64(text)).toEqual({ bytes: undefined, problem: 'none' });
    },
  );

  it('takes the other alphabet for that length alone that is wanted', () => {
    const read = (text: string) => readBase64(text, 2).problem;
    expect(['-_8', '-_8-', '-_8='].map(read)).toEqual(['url-alphabet', 'none', 'url-alphabet']);
  });

  it.each([
    hex,
    hex.toUpperCase(),
    `${hex}\n`,
    ` ${hex.slice(0, 30)}\r\n\t${hex.slice(30)}`,
    `RSA-SHA2-256(t.bin)= ${hex}`,
    `SHA2-256(a (b)= c.bin)= ${hex}\n`,
  ])('tells hexadecimal digits of the length that is wanted: %j', (text) => {
    expect(readBase64(text, 32)).toEqual({ bytes: Uint8Array.from(digest), problem: 'hex' });
  });

  it.each([`g${hex.slice(1)}`, `${hex.slice(1)}g`, `${hex.slice(0, 32)}g${hex.slice(33)}`])(
    'takes for base64 what only looks like them: %s',
    (text) => {
      expect(readBase64(text, 32)).toEqual({ bytes: Uint8Array.from(Buffer.from(text, 'base64')) });
    },
  );

  it('takes them for base64 where no length is known, or another', () => {
    const bytes = Uint8Array.from(Buffer.from(hex, 'base64'));
    expect(readBase64(hex)).toEqual({ bytes });
    expect(readBase64(hex, 31)).toEqual({ bytes });
    expect(readBase64(`x SHA2-256(t.bin)= ${hex}`, 32).problem).toBe('none');
    expect(readBase64(`SHA2-256(t\n.bin)= ${hex}`, 32).problem).toBe('none');
  });
});

describe('readTextIn', () => {
  const read = (text: string, length = 32) => readTextIn(Buffer.from(text), length);

  it.each([exact, `${exact}\n`, `\r\n ${exact}`, hex, `${hex}\n`, `SHA2-256(ä.bin)= ${hex}\n`])(
    'reads bytes that are a text of others: %j',
    (text) => {
      expect(read(text)).toEqual(Uint8Array.from(digest));
    },
  );

  it.each([exact.slice(4), hex.slice(2), 'AAAA', '***', ''])(
    'reads nothing of another length: %j',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  it('reads no bytes that are no text', () => {
    expect(readTextIn(digest, 32)).toBeUndefined();
    expect(read(`\u00ff${exact}`)).toBeUndefined();
    expect(read(`${exact}\u00ff`)).toBeUndefined();
  });
});
