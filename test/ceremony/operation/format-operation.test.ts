import { expect, it } from 'vitest';
import {
  describeOperation,
  describePattern,
  formatOperation,
} from '../../../src/ceremony/operation/format-operation.ts';
import type { Operation } from '../../../src/ceremony/operation/operation.ts';
import { parsePattern } from '../../../src/ceremony/operation/parse-operation.ts';

const sign = (options?: string): Operation => ({
  op: 'sign',
  arguments: { key: 'attr.label=ca', ...(options !== undefined && { options }) },
});

it.each([
  [undefined, 'crypto sign --key-filter attr.label=ca'],
  ['ecdsa', 'crypto sign ecdsa --key-filter attr.label=ca'],
  ['--data A', 'crypto sign --key-filter attr.label=ca --data A'],
  ['ecdsa --data A', 'crypto sign ecdsa --key-filter attr.label=ca --data A'],
  [
    'a b --data A --hash-function x',
    'crypto sign a b --key-filter attr.label=ca --data A --hash-function x',
  ],
])('puts %s where the console wants it', (options, typed) => {
  expect(formatOperation(sign(options), 'sdk5')).toBe(typed);
  expect(formatOperation(sign(options), 'classic')).toBeUndefined();
});

it.each<[Operation, string | undefined, string]>([
  [
    { op: 'createUser', arguments: { type: 'CU', user: 'bob' } },
    'createUser CU bob',
    'user create --role crypto-user --username bob',
  ],
  [
    { op: 'setMValue', arguments: { service: 'miscCo', m: '2' } },
    'setMValue 4 2',
    'quorum token-sign set-quorum-value --service quorum --value 2',
  ],
  [
    { op: 'registerTrustAnchor', arguments: { path: 'my root.pem' } },
    undefined,
    'cluster mtls register-trust-anchor --path my\\ root.pem',
  ],
  // What cannot be typed is written all the same; nobody can make a request of it.
  [
    { op: 'registerTrustAnchor', arguments: { path: 'a\u0007b' } },
    undefined,
    'cluster mtls register-trust-anchor --path a\u0007b',
  ],
  // One that lacks a value is written without.
  [{ op: 'createUser', arguments: {} }, 'createUser  ', 'user create --role  --username '],
])('writes %j for each console', (operation, classic, sdk5) => {
  expect(formatOperation(operation, 'classic')).toBe(classic);
  expect(formatOperation(operation, 'sdk5')).toBe(sdk5);
  expect(describeOperation(operation)).toBe(classic ?? sdk5);
});

it('says of an operation that it does not know what it is called', () => {
  const unknown = { op: 'eraseAll', arguments: {} } as unknown as Operation;
  expect(formatOperation(unknown, 'classic')).toBeUndefined();
  expect(formatOperation(unknown, 'sdk5')).toBeUndefined();
  expect(describeOperation(unknown)).toBe('eraseAll');
});

it.each([
  ['*', '*'],
  ['createUser CO app_*', 'createUser CO app_*'],
  ['user create --role * --username *', 'createUser * *'],
  ['crypto sign * --key-filter attr.label=*', 'crypto sign * --key-filter attr.label=*'],
])('writes the pattern %s', (pattern, expected) => {
  const parsed = parsePattern(pattern).pattern;
  expect(parsed && describePattern(parsed)).toBe(expected);
});
