import { describe, expect, it } from 'vitest';
import {
  describeOperation,
  formatOperation,
} from '../../../src/ceremony/operation/format-operation.ts';
import { isCovered, matchesPattern } from '../../../src/ceremony/operation/match-operation.ts';
import { parseOperation, parsePattern } from '../../../src/ceremony/operation/parse-operation.ts';

/** The same operation in the words of each console (AWS CloudHSM user guide, both editions). */
const BOTH = [
  ['createUser CU bob', 'user create --role crypto-user --username bob'],
  ['createUser CO ADMIN2', 'user create --username admin2 --role=admin'],
  ['deleteUser CU app', 'user delete --username app --role crypto-user --approval t.json'],
  ['changePswd CO ada', 'user change-password --username ada --role admin'],
  ['setMValue 3 2', 'quorum token-sign set-quorum-value --service user --value 2'],
  ['setMValue 4 3', 'quorum token-sign set-quorum-value --service quorum --value 3'],
] as const;

const OF_USERS = [
  'user create',
  'user delete',
  'user change-password',
  'user change-mfa token-sign',
];

describe('what is asked for', () => {
  it.each(BOTH)('reads %s and %s as the same', (classic, newer) => {
    const { operation } = parseOperation(classic);
    expect(operation).toBeDefined();
    expect(parseOperation(newer).operation).toEqual(operation);
  });

  it.each([
    ...BOTH.flat(),
    'user change-mfa token-sign --username ada --role admin --deregister',
    'cluster mtls register-trust-anchor --path root.pem',
    'cluster mtls set-enforcement --level cluster',
    'crypto sign rsa-pkcs --key-filter attr.label=ca --hash-function sha256 --data-path "the file"',
    'key share --filter key-reference=0x1 --username bob --role crypto-user',
  ])('writes %s so that it reads it again', (text) => {
    const { operation } = parseOperation(text);
    if (operation === undefined) throw new Error('no operation');
    for (const console of ['classic', 'sdk5'] as const) {
      const written = formatOperation(operation, console);
      if (written !== undefined) expect(parseOperation(written).operation).toEqual(operation);
    }
  });

  it('tells several words of a filter from one with a blank in it', () => {
    const [several, one] = ['a=1 b=2', '"a=1 b=2"'].map(
      (filter) => parseOperation(`key share --filter ${filter} --username bob`).operation,
    );
    if (several === undefined || one === undefined) throw new Error('no operation');
    expect(several).not.toEqual(one);
    expect([several, one].map((operation) => formatOperation(operation, 'sdk5'))).toEqual([
      'key share --filter a=1 b=2 --username bob',
      'key share --filter a=1\\ b=2 --username bob',
    ]);
  });

  it.each([
    ['', { code: 'empty' }],
    ["createUser CU 'bob", { code: 'open-quote' }],
    [
      'createuser CU bob',
      { code: 'unknown-command', command: 'createuser', nearest: 'createUser' },
    ],
    [
      'user creat --username x',
      { code: 'unknown-command', command: 'user', nearest: 'user create', others: OF_USERS },
    ],
    [
      'user forget --username x',
      { code: 'unknown-command', command: 'user', nearest: undefined, others: OF_USERS },
    ],
    ['createUser CU', { code: 'missing', command: 'createUser', argument: 'user' }],
    [
      'createUser XX bob',
      {
        code: 'value',
        command: 'createUser',
        argument: 'type',
        found: 'XX',
        expected: 'user-type',
      },
    ],
    ['createUser CU bob rainbow7', { code: 'password', command: 'createUser' }],
    ['setMValue 3 2 1', { code: 'extra', command: 'setMValue', word: '1' }],
    [
      'user create --user bob',
      { code: 'unknown-option', command: 'user create', option: 'user', nearest: undefined },
    ],
    [
      'user delete --username a --username b',
      { code: 'option-twice', command: 'user delete', option: 'username' },
    ],
    [
      'crypto sign rsa-pkcs --key-filter attr.label=k --data A --data B',
      { code: 'option-twice', command: 'crypto sign', option: 'data' },
    ],
    [
      'crypto sign --key-filter attr.label=k --approval t.json rsa-pkcs --data B',
      { code: 'extra', command: 'crypto sign', word: 'rsa-pkcs' },
    ],
    [
      'cluster mtls register-trust-anchor --path a b',
      {
        code: 'value',
        command: 'cluster mtls register-trust-anchor',
        argument: '--path',
        found: 'a b',
        expected: 'text',
      },
    ],
  ])('says why %j is none', (text, problem) => {
    expect(parseOperation(text).problem).toEqual(problem);
  });

  it.each([
    'createUser CU bob hunter2pass',
    'user create --username bob --role admin --password hunter2pass',
    'user create --username bob --role admin --password=hunter2pass',
    'user change-mfa token-sign --username a --role admin --change-password hunter2pass',
    'creatUser CU bob hunter2pass',
    'bogus hunter2pass hunter2pass',
  ])('never holds a password: %s', (text) => {
    const parsed = parseOperation(text);
    expect(parsed.operation).toBeUndefined();
    expect(JSON.stringify(parsed)).not.toContain('hunter2pass');
  });
});

describe('patterns', () => {
  it.each([
    ['createUser CO *', 'createUser CO ada', true],
    ['createUser CO *', 'createUser CU ada', false],
    ['createUser * app_*', 'createUser CU app_one', true],
    ['createUser * app_*', 'createUser CU my_app_', false],
    ['createUser * a*a', 'createUser CU a', false],
    ['user create --role admin --username *', 'createUser CO ada', true],
    ['setMValue 3 *', 'setMValue 4 2', false],
    ['*', 'setMValue 4 2', true],
  ])('%s means %s: %s', (pattern, text, expected) => {
    const { operation } = parseOperation(text);
    const parsed = parsePattern(pattern).pattern;
    if (operation === undefined || parsed === undefined) throw new Error('not read');
    expect(matchesPattern(operation, parsed)).toBe(expected);
  });
});

it('knows which service covers what', () => {
  const { operation } = parseOperation('createUser CU bob');
  if (operation === undefined) throw new Error('not read');
  expect(isCovered(operation, 'userManagement')).toBe(true);
  expect(isCovered(operation, 'miscCo')).toBe(false);
  expect(describeOperation(operation)).toBe('createUser CU bob');
});

describe('a pattern with options', () => {
  it('takes a * in them for any characters', () => {
    const { pattern } = parsePattern('crypto sign * --key-filter attr.label=* --data *');
    const { operation } = parseOperation(
      'crypto sign rsa-pkcs --data "A B" --key-filter attr.label=k',
    );
    if (pattern === undefined || operation === undefined) throw new Error('no words');
    expect(matchesPattern(operation, pattern)).toBe(true);
    const other = parseOperation('crypto sign rsa-pkcs --key-filter attr.id=1 --data A').operation;
    expect(other && matchesPattern(other, pattern)).toBe(false);
  });
});

describe('a pattern of a key', () => {
  const means = (pattern: string, filter: string): boolean => {
    const wanted = parsePattern(`crypto sign * --key-filter ${pattern} *`).pattern;
    const asked = parseOperation(`crypto sign ecdsa --key-filter ${filter} --data A`).operation;
    if (wanted === undefined || asked === undefined) throw new Error('no words');
    return matchesPattern(asked, wanted);
  };

  it.each([
    ['attr.label=ca', 'attr.label=ca attr.class=private-key', true],
    ['attr.label=ca attr.class=private-key', 'attr.class=private-key attr.label=ca', true],
    ['attr.label=ca attr.class=private-key', 'attr.label=ca', false],
    ['attr.label=c*', 'attr.class=private-key attr.label=ca', true],
    ['attr.label=ca', 'attr.label=ca2', false],
    ['attr.label=ca', 'key-reference=0x680006', false],
    ['key-reference=0x680006', 'key-reference=0x0000000000680006', true],
    ['key-reference=0x0000000000680006', 'key-reference=6815750', true],
    ['key-reference=0x680006', 'key-reference=0x680007', false],
    ['key-reference=0x680006', 'key-reference=0x6800061111111111', false],
  ])('%s means %s: %s', (pattern, filter, isMeant) => {
    expect(means(pattern, filter)).toBe(isMeant);
  });
});
