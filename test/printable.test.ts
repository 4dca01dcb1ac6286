import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJson, escapeUnsafe } from '../src/printable.ts';

/** Any code points, lone surrogates among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }))
  .map((points) => String.fromCodePoint(...points));

describe('text on its way to a terminal', () => {
  it.each([
    ['a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a\n\r\tb', 'a\\n\\r\\tb'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u0085b', 'a\\x85b'],
    // Tags, fillers, variation selectors, lone surrogates.
    ['a\u{e0041}b', 'a\\U000e0041b'],
    ['a\u3164\u115f\u1160\uffa0b', 'a\\u3164\\u115f\\u1160\\uffa0b'],
    ['a\ufe0f\u{e0100}\u034fb', 'a\\ufe0f\\U000e0100\\u034fb'],
    ['a\ud800b\udc00', 'a\\ud800b\\udc00'],
    ['jürgen 日本 😀', 'jürgen 日本 😀'],
  ])('%j', (text, shown) => expect(escapeUnsafe(text)).toBe(shown));
});

it('escapes nothing twice, whatever the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = escapeUnsafe(text);
      expect(escapeUnsafe(shown)).toBe(shown);
    }),
  );
});

describe('JSON', () => {
  it('has no invisible characters', () => {
    expect(encodeJson({ name: 'a\u0085\u2028\u202e\u001bb' })).toBe(
      String.raw`{"name":"a\u0085\u2028\u202e\u001bb"}`,
    );
  });

  it('has no command of a build server', () => {
    expect(encodeJson({ name: '##[error]x ##vso[y' })).toBe(
      String.raw`{"name":"\u0023#[error]x \u0023#vso[y"}`,
    );
  });

  it('keeps its layout', () => {
    expect(encodeJson({ a: ['\n'] }, 2)).toBe('{\n  "a": [\n    "\\n"\n  ]\n}');
  });

  it('is the same value, on a line that is safe to show', () => {
    fc.assert(
      fc.property(anyText, fc.string(), (name, key) => {
        const text = encodeJson({ [`_${key}`]: name });
        expect(JSON.parse(text)).toEqual({ [`_${key}`]: name });
        expect(escapeUnsafe(text)).toBe(text);
      }),
    );
  });
});
