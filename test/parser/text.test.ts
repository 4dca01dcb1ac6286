import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeText,
  encodeText,
  fromByteString,
  isSameText,
  rawBytes,
  showText,
  toByteString,
} from '../../src/parser/text.ts';
import { isSameName } from '../../src/parser/user-names.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => new TextEncoder().encode(text)),
);

describe('the text of bytes', () => {
  it('is a string where they are UTF-8, a byte order mark included', () => {
    expect(decodeText(Buffer.from('jü/署名'))).toBe('jü/署名');
    expect(decodeText(latin1('\xef\xbb\xbfa'))).toBe('\ufeffa');
    expect(fromByteString('\xef\xbb\xbfa')).toBe('\ufeffa');
    expect(decodeText(new Uint8Array())).toBe('');
  });

  it.each(['j\xfc', '\xed\xa0\x80', '\xc0\xa0', '\xf4\x90\x80\x80', '\xc3'])(
    'is the bytes themselves where they are not: %j',
    (bytes) => {
      expect(decodeText(latin1(bytes))).toEqual(rawBytes(latin1(bytes)));
      expect(showText(decodeText(latin1(bytes)))).toBe(bytes);
      expect(`${decodeText(latin1(bytes))}`).toBe(bytes);
      expect(JSON.stringify({ name: decodeText(latin1(bytes)) })).toBe(
        JSON.stringify({ name: bytes }),
      );
    },
  );

  it('gives the same bytes again, by either way', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const text = decodeText(bytes);
        expect(Buffer.compare(encodeText(text), bytes)).toBe(0);
        expect(toByteString(text)).toBe(Buffer.from(bytes).toString('latin1'));
        expect(isSameText(fromByteString(toByteString(text)), text)).toBe(true);
        expect(isSameText(rawBytes(bytes), text)).toBe(true);
        expect(typeof text === 'string').toBe(
          Buffer.compare(Buffer.from(Buffer.from(bytes).toString('utf8')), bytes) === 0,
        );
      }),
    );
  });
});

it('raw bytes are a copy', () => {
  const bytes = Uint8Array.of(1, 2);
  const raw = rawBytes(bytes);
  bytes[0] = 9;
  expect(encodeText(raw)).toEqual(Uint8Array.of(1, 2));
});

it('names are compared as the HSM does: the case of letters of ASCII makes no difference', () => {
  expect(isSameName('Officer1', 'OFFICER1')).toBe(true);
  expect(isSameName('\u212a', 'k')).toBe(false);
  expect(isSameName('Ü', 'ü')).toBe(false);
  expect(isSameName(rawBytes(Buffer.from('Bob')), 'bob')).toBe(true);
});
