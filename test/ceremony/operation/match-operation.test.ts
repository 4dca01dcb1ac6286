import { describe, expect, it } from 'vitest';
import {
  isCovered,
  isSameOperation,
  matchesPattern,
} from '../../../src/ceremony/operation/match-operation.ts';
import type { Operation } from '../../../src/ceremony/operation/operation.ts';
import { parseOperation, parsePattern } from '../../../src/ceremony/operation/parse-operation.ts';

function read(text: string): Operation {
  const { operation } = parseOperation(text);
  if (operation === undefined) throw new Error(`no operation: ${text}`);
  return operation;
}

function means(pattern: string, text: string): boolean {
  const parsed = parsePattern(pattern).pattern;
  if (parsed === undefined) throw new Error(`no pattern: ${pattern}`);
  return matchesPattern(read(text), parsed);
}

describe('a star', () => {
  it.each([
    ['a*c', 'ac', true],
    ['a*c', 'abc', true],
    ['a*c', 'acb', false],
    ['*_app', 'my_app', true],
    ['*_app', '_app_my', false],
    ['*b*', 'abc', true],
    ['*a*', 'abc', true],
    ['*a*', 'xyz', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'ac', false],
    ['a*x*c', 'abbc', false],
    // Nothing is taken twice.
    ['a*bb*bb*c', 'abbc', false],
    ['a*bb*bb*c', 'abbbbc', true],
    ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['**', 'a', true],
    ['a', 'ab', false],
  ])('in %s means %s: %s', (user, name, expected) => {
    expect(means(`createUser CU ${user}`, `createUser CU ${name}`)).toBe(expected);
  });
});

describe('a pattern', () => {
  it.each([
    // Of keys alone the words may stand in any order, and be more.
    [
      'crypto sign ecdsa --key-filter attr.id=1',
      'crypto sign ecdsa --key-filter a=2 attr.id=1',
      true,
    ],
    ['crypto sign ecdsa --key-filter a=1', 'crypto sign ecdsa x --key-filter a=1', false],
    ['crypto sign ecdsa --key-filter a=1', 'crypto sign ecdsa --key-filter a=1 --data A', false],
    ['key share --filter a=1', 'key unshare --filter a=1', false],
  ])('%s means %s: %s', (pattern, text, expected) => {
    expect(means(pattern, text)).toBe(expected);
  });

  it('takes what is missing for empty', () => {
    const pattern = { op: 'sign', arguments: { key: '*', options: '*' } } as const;
    expect(matchesPattern({ op: 'sign', arguments: { key: 'a=1' } }, pattern)).toBe(true);
    const some = { op: 'sign', arguments: { key: '*', options: 'undefined' } } as const;
    expect(matchesPattern({ op: 'sign', arguments: { key: 'a=1' } }, some)).toBe(false);
  });
});

describe('two operations', () => {
  it.each([
    ['createUser CU bob', 'user create --username BOB --role crypto-user', true],
    ['createUser CU bob', 'createUser CO bob', false],
    ['createUser CU bob', 'deleteUser CU bob', false],
    ['key share --filter a=1', 'key share --filter a=1 --username bob', false],
    ['key share --filter a=1 --username bob', 'key share --filter a=1', false],
  ])('%s and %s are the same: %s', (one, other, expected) => {
    expect(isSameOperation(read(one), read(other))).toBe(expected);
  });
});

it.each([
  ['createUser CU bob', 'userManagement'],
  ['setMValue 3 2', 'miscCo'],
  ['crypto sign ecdsa --key-filter a=1', 'useKey'],
  ['key share --filter a=1', 'manageKey'],
  ['cluster mtls set-enforcement --level none', 'clusterManagement'],
] as const)('%s is let through by %s alone', (text, expected) => {
  const services = [
    ...(['backupByCo', 'cloning', 'userManagement', 'miscCo'] as const),
    ...(['useKey', 'manageKey', 'clusterManagement', undefined] as const),
  ];
  expect(services.filter((service) => isCovered(read(text), service))).toEqual([expected]);
});

it('an operation that nobody knows is let through by nothing', () => {
  const unknown = { op: 'eraseAll', arguments: {} } as unknown as Operation;
  expect(isCovered(unknown, undefined)).toBe(false);
  expect(isCovered(unknown, 'userManagement')).toBe(false);
});
