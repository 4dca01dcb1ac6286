import { describe, expect, it } from 'vitest';
import { parseOperation, parsePattern } from '../../../src/ceremony/operation/parse-operation.ts';
import { isWritable } from '../../../src/ceremony/request/predicate.ts';

/** What is kept of the options of a command about a key. */
const optionsOf = (text: string): string | undefined =>
  parseOperation(text).operation?.arguments['options'];

describe('options that are kept', () => {
  it.each([
    ['as they are', '--data A', '--data A'],
    ['by their names', '--zone 1 --data A --hash-function sha256 --bytes 2', undefined],
    [
      'by their names from the start',
      '--bytes 2 --data A --hash-function sha256 --zone 1',
      undefined,
    ],
  ])(
    'stand %s',
    (_how, options, expected = '--bytes 2 --data A --hash-function sha256 --zone 1') => {
      expect(optionsOf(`crypto sign ${options} --key-filter attr.label=ca`)).toBe(expected);
    },
  );

  it.each([
    ['ecdsa', '--data A'],
    ['zz', '--data A'],
    ['rsa-pkcs pss', '--data A --hash-function sha256'],
  ])('stand behind the words of the command: %s', (words, options) => {
    expect(optionsOf(`crypto sign ${words} --key-filter attr.label=ca ${options}`)).toBe(
      `${words} ${options}`,
    );
  });

  it('have their blanks and stars told from those that mean something', () => {
    const text = 'crypto sign "a b" --key-filter attr.label=ca --data "A *" B --path=c*';
    expect(optionsOf(text)).toBe('a\\ b --data A\\ \\* B --path c\\*');
    expect(parsePattern(text).pattern?.arguments['options']).toBe('a\\ b --data A\\ * B --path c*');
  });

  it('are none where there are none', () => {
    expect(parseOperation('key share --filter attr.label=ca').operation).toEqual({
      op: 'shareKey',
      arguments: { key: 'attr.label=ca' },
    });
  });

  it.each(['approval', 'wrapping-approval', 'payload-approval'])(
    'do not have the token that --%s hands in',
    (name) => {
      expect(optionsOf(`key wrap rsa --payload-filter attr.id=1 --${name} t.json --path a`)).toBe(
        'rsa --path a',
      );
    },
  );
});

describe('an option', () => {
  it.each([
    ['user create bob --role admin', { code: 'extra', command: 'user create', word: 'bob' }],
    [
      'user create --usernam bob',
      {
        code: 'unknown-option',
        command: 'user create',
        option: 'usernam',
        nearest: 'username',
      },
    ],
    [
      'user create --aproval t.json',
      {
        code: 'unknown-option',
        command: 'user create',
        option: 'aproval',
        nearest: 'approval',
      },
    ],
    [
      'user create --role --username bob',
      { code: 'option-without-value', command: 'user create', option: 'role' },
    ],
    [
      'user create --role admin --username',
      { code: 'option-without-value', command: 'user create', option: 'username' },
    ],
    [
      'user create --role admin',
      { code: 'missing', command: 'user create', argument: '--username' },
    ],
    ['user create', { code: 'missing', command: 'user create', argument: '--role' }],
    [
      'user create --role admin boss --username bob',
      {
        code: 'value',
        command: 'user create',
        argument: '--role',
        found: 'admin boss',
        expected: 'user-type',
      },
    ],
    [
      'user create --passphrase rainbow7',
      {
        code: 'unknown-option',
        command: 'user create',
        option: 'passphrase',
        nearest: undefined,
      },
    ],
    [
      'user create --role boss --username bob',
      {
        code: 'value',
        command: 'user create',
        argument: '--role',
        found: 'boss',
        expected: 'user-type',
      },
    ],
    [
      'key share --filter "" --username bob',
      { code: 'value', command: 'key share', argument: '--filter', found: '', expected: 'text' },
    ],
  ])('is refused in: %s', (text, problem) => {
    expect(parseOperation(text)).toEqual({ problem });
  });

  it('of blanks stays blank, so that no request is made of it', () => {
    const { operation } = parseOperation('key share --filter " " "" --username bob');
    expect(operation?.arguments).toEqual({ key: '  ', options: '--username bob' });
    expect(operation && isWritable(operation)).toBe(false);
  });
});

describe('an option that may have a password', () => {
  it.each([
    ['the one that there is', 'user create', '--password'],
    ['a misspelt one', 'user change-password', '--pasword'],
    ['one of another kind', 'user change-password', '--passphrase'],
    ['a short one', 'user change-password', '--new-pwd'],
    ['a secret', 'user change-mfa token-sign', '--client-secret'],
    ['a PIN', 'user change-mfa token-sign', '--PIN'],
    ['one of a key', 'key share', '--password'],
  ])('is refused, and its value not told: %s', (_what, command, option) => {
    const text = `${command} --username ada --role admin ${option} hunter2pass`;
    expect(parseOperation(text)).toEqual({ problem: { code: 'password', command } });
  });

  it('is not one whose name only begins so', () => {
    const text = 'crypto sign ecdsa --key-filter attr.label=ca --pinned yes';
    expect(optionsOf(text)).toBe('ecdsa --pinned yes');
  });
});

it.each([
  ['crypto sign -- --key-filter attr.label=k --data A', 'crypto sign'],
  ['crypto sign ecdsa -- --key-filter attr.label=k --data A', 'crypto sign'],
  ['key share --filter attr.label=k -- --username bob', 'key share'],
  ['user create --username bob --role admin -- rainbow7', 'user create'],
  ['key wrap --payload-filter attr.label=x --wrapping-filter attr.label=y --foo=--', 'key wrap'],
])('refuses what ends the options in: %s', (text, command) => {
  const problem = { code: 'extra', command, word: '--' };
  expect(parseOperation(text)).toEqual({ problem });
  expect(parsePattern(text)).toEqual({ problem });
});

it('tells of the password before it, which would be kept with the rest', () => {
  const command = 'user change-password';
  const text = `${command} --role admin --username bob --password hunter2pass -- x`;
  expect(parseOperation(text)).toEqual({ problem: { code: 'password', command } });
});
