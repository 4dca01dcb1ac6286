import { describe, expect, it } from 'vitest';
import {
  findOption,
  findOtherNamedKey,
  matchesFilter,
} from '../../../src/ceremony/operation/key-filter.ts';
import type { Operation } from '../../../src/ceremony/operation/operation.ts';
import { parseOperation } from '../../../src/ceremony/operation/parse-operation.ts';

const SIX = '0x0000000000680006';
const SEVEN = '0x0000000000680007';

function otherKey(text: string, reference: string): string | undefined {
  const { operation } = parseOperation(text);
  if (operation === undefined) throw new Error('no operation');
  return findOtherNamedKey(operation, reference);
}

describe('another key than the one that is asked about', () => {
  const sign = (filter: string): string => `crypto sign ecdsa --key-filter ${filter} --data A`;
  const wrap = (payload: string, wrapping: string): string =>
    `key wrap rsa-aes --payload-filter ${payload} --wrapping-filter ${wrapping} --path a`;

  it.each([
    ['a reference', sign('key-reference=0x680006'), SIX],
    ['one among other words', sign('attr.label=ca key-reference=6815750'), SIX],
    ['one in capitals', sign('key-reference=0X68000A'), '0x000000000068000a'],
    [
      'one that is larger than numbers are exact',
      sign('key-reference=0xffffffffffffffff'),
      '0xffffffffffffffff',
    ],
    ['the key that is wrapped', wrap('key-reference=0x680006', 'key-reference=0x680008'), SIX],
  ])('is told by %s', (_what, text, expected) => {
    expect(otherKey(text, SEVEN)).toBe(expected);
  });

  it.each([
    ['a label', sign('attr.label=ca')],
    ['its own reference', sign('key-reference=0x680007')],
    ['a label that looks like one', sign(`attr.label=key-reference=${SIX}`)],
    ['too long a number', sign(`key-reference=${SIX}1`)],
    ['a pattern', sign('key-reference=0x68000?')],
    ['the key that is wrapped', wrap('key-reference=0x680007', 'key-reference=0x680008')],
    ['the key that wraps', wrap('key-reference=0x680006', 'key-reference=0x680007')],
    ['a label of the key that wraps', wrap('key-reference=0x680006', 'attr.label=kek')],
    ['a label of the key that is wrapped', wrap('attr.label=ca', 'key-reference=0x680008')],
    ['nothing', 'createUser CU bob'],
  ])('is not told by %s', (_what, text) => {
    expect(otherKey(text, SEVEN)).toBeUndefined();
  });

  it.each(['createUser', 'registerTrustAnchor', 'eraseAll'])(
    'is no matter of %s, whatever it holds',
    (op) => {
      const operation = { op, arguments: { key: `key-reference=${SIX}` } } as unknown as Operation;
      expect(findOtherNamedKey(operation, SEVEN)).toBeUndefined();
    },
  );

  it('is not told by an operation that lacks its filter', () => {
    expect(findOtherNamedKey({ op: 'sign', arguments: {} }, SEVEN)).toBeUndefined();
  });
});

describe('an option among others', () => {
  it.each([
    ['--data A', 'data', ['A']],
    ['ecdsa --data A B --hash-function sha256', 'data', ['A', 'B']],
    ['ecdsa --data A B --hash-function sha256', 'hash-function', ['sha256']],
    ['--data a-- --path b', 'data', ['a--']],
    ['--data "A B"', 'data', ['A B']],
    ['--deregister --data A', 'deregister', []],
    ['--deregister', 'deregister', []],
    ['ecdsa --data A', 'data-path', undefined],
    ['data A', 'data', undefined],
    ['', 'data', undefined],
    // What is no sound line is one word.
    ["--data 'A", 'data', undefined],
  ])('%s: %s is %j', (options, name, expected) => {
    expect(findOption(options, name)).toEqual(expected);
  });
});

describe('a filter of a rule', () => {
  const isSame = (word: string, wanted: string): boolean => word === wanted;

  it.each([
    ['key-reference=0x7', 'key-reference=7', true],
    ['key-reference=0x000A', 'key-reference=10', true],
    ['key-reference=0xA', 'key-reference=0xa', true],
    // What is no reference, or only looks like one, stands for itself.
    ['attr.label=abc7', 'key-reference=7', false],
    ['key-reference=x7', 'key-reference=7', false],
    ['key-reference=7x', 'key-reference=7', false],
    ['key-reference=0x7x', 'key-reference=0x7', false],
    ['key-reference=', 'key-reference=0', false],
    ['key-reference=9999999999999999', 'key-reference=0x2386f26fc0ffff', false],
    ["it's", "it's", true],
    ["it's", "it's all", false],
  ])('of %s is meant by %s: %s', (value, wanted, expected) => {
    expect(matchesFilter(value, wanted, isSame)).toBe(expected);
  });
});
