import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJson, escapeUnsafe } from '../src/printable.ts';

describe('text on its way to a terminal', () => {
  it.each([
    ['a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a\n\r\tb', 'a\\n\\r\\tb'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u0085b', 'a\\x85b'],
    ['jürgen 日本 😀', 'jürgen 日本 😀'],
  ])('%j', (text, shown) => expect(escapeUnsafe(text)).toBe(shown));
});

describe('JSON', () => {
  it('has no invisible characters', () => {
    expect(encodeJson({ name: 'a\u0085\u2028\u202e\u001bb' })).toBe(
      String.raw`{"name":"a\u0085\u2028\u202e\u001bb"}`,
    );
  });

  it('keeps its layout', () => {
    expect(encodeJson({ a: ['\n'] }, 2)).toBe('{\n  "a": [\n    "\\n"\n  ]\n}');
  });

  it('is the same value, on a line that is safe to show', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, key) => {
        const text = encodeJson({ [`_${key}`]: name });
        expect(JSON.parse(text)).toEqual({ [`_${key}`]: name });
        expect(escapeUnsafe(text)).toBe(text);
      }),
    );
  });
});
