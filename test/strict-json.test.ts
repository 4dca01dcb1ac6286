import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseStrictJson } from '../src/strict-json.ts';

describe('parseStrictJson', () => {
  it('agrees with JSON.parse on whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(4), (text, indent) => {
        const value: unknown = JSON.parse(text);
        fc.pre(!text.includes('__proto__'));
        expect(parseStrictJson(JSON.stringify(value, null, indent))).toEqual(value);
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":1}',
    '{"b":[{"a":{"a":1},"a":2}]}',
    '{ "a" : "}" , "a" : 1 }',
    '{"a":["a","a"],"a":1}',
    '{"":1,"":1}',
    '{"\\"":1,"\\"":1}',
  ])('refuses a key that is there twice: %s', (text) => {
    expect(() => parseStrictJson(text)).toThrow(/is there twice/);
  });

  it.each(['{"__proto__":1}', '{"a":{"\\u005f_proto__":{}}}'])('refuses %s', (text) => {
    expect(() => parseStrictJson(text)).toThrow('key "__proto__" is not allowed');
  });

  it.each([
    '{"a":{"a":1},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"a"}',
    '["__proto__"]',
    '{"a":",\\"a\\":"}',
    '{"a":[1,2,"a"],"b":[]}',
  ])('takes %s', (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  it('takes a string of any length', () => {
    const long = '\\n'.repeat(4_000_000);
    expect(parseStrictJson(`{"a":"${long}"}`)).toEqual({ a: '\n'.repeat(4_000_000) });
    expect(() => parseStrictJson(`{"a":"${long}","a":1}`)).toThrow(/is there twice/);
  });

  it.each(['', '{', '{"a":1,}', '\ufeff{}', "{'a':1}"])('refuses %j as JSON.parse does', (text) => {
    expect(() => parseStrictJson(text)).toThrow(SyntaxError);
  });
});
