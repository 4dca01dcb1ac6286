import { expect, it } from 'vitest';
import { decodeLatin1, encodeLatin1 } from '../src/latin1.ts';

const ALL = Uint8Array.from({ length: 256 }, (_, byte) => byte);

it.each([0, 1, 255, 256, 257, 100_000])('%d bytes become as many characters', (length) => {
  for (const least of [0, 0x80]) {
    const bytes = Uint8Array.from({ length }, (_, at) => least + (at % (256 - least)));
    const text = decodeLatin1(bytes);
    expect(text.length).toBe(length);
    expect(text).toBe(Buffer.from(bytes).toString('latin1'));
    expect(encodeLatin1(text)).toEqual(bytes);
  }
});

it('a long text of ASCII is itself, a byte order mark is three characters', () => {
  const text = 'a\0\x7f'.repeat(1000);
  expect(decodeLatin1(new TextEncoder().encode(text))).toBe(text);
  expect(decodeLatin1(Uint8Array.of(0xef, 0xbb, 0xbf, ...ALL, ...ALL)).slice(0, 3)).toBe(
    '\xef\xbb\xbf',
  );
  expect(decodeLatin1(Uint8Array.of(0xff, 0xfe, ...ALL)).slice(0, 2)).toBe('\xff\xfe');
});
