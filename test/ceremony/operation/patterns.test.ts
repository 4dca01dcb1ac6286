import { expect, it } from 'vitest';
import { parseOperation, parsePattern } from '../../../src/ceremony/operation/parse-operation.ts';

it.each([
  [' * ', {}],
  ['createUser CO App_*', { op: 'createUser', arguments: { type: 'CO', user: 'app_*' } }],
  ['createUser * *', { op: 'createUser', arguments: { type: '*', user: '*' } }],
  ['setMValue * 2', { op: 'setMValue', arguments: { service: '*', m: '2' } }],
  [
    'cluster mtls register-trust-anchor --path ROOT*',
    { op: 'registerTrustAnchor', arguments: { path: 'ROOT*' } },
  ],
  [
    'cluster mtls register-trust-anchor --path *.pem',
    { op: 'registerTrustAnchor', arguments: { path: '*.pem' } },
  ],
  [
    'crypto sign * --key-filter * --data * --zone 1',
    { op: 'sign', arguments: { key: '*', options: '* --data * --zone 1' } },
  ],
])('%s is a pattern', (text, pattern) => {
  expect(parsePattern(text)).toEqual({ pattern: { arguments: {}, ...pattern } });
});

it.each([
  ['createUser C* bob', 'createUser', 'type', 'C*', 'user-type'],
  ['createUser CO a-*', 'createUser', 'user', 'a-*', 'user-name'],
  ['createUser CO -a*', 'createUser', 'user', '-a*', 'user-name'],
  ['createUser CO *a-', 'createUser', 'user', '*a-', 'user-name'],
  [`createUser CO ${'a'.repeat(63)}*`, 'createUser', 'user', `${'a'.repeat(63)}*`, 'user-name'],
  ['setMValue 3 1*', 'setMValue', 'm', '1*', 'm'],
  ['setMValue 3* 1', 'setMValue', 'service', '3*', 'service'],
  [
    'cluster mtls set-enforcement --level clus*',
    'cluster mtls set-enforcement',
    '--level',
    'clus*',
    'level',
  ],
])('%s is none', (text, command, argument, found, expected) => {
  const problem = { code: 'value', command, argument, found, expected };
  expect(parsePattern(text)).toEqual({ problem });
});

it('a star is a value of its own where an operation is asked for', () => {
  expect(parseOperation('createUser CO *')).toEqual({
    problem: {
      code: 'value',
      command: 'createUser',
      argument: 'user',
      found: '*',
      expected: 'user-name',
    },
  });
});
