import { describe, expect, it } from 'vitest';
import { errorsOf, pemOf, read } from './policies.ts';
import { RULES } from './wrong-policies.ts';

const ADA = `pem = """${pemOf('ada')}"""`;

const ofPerson = (lines: string) => errorsOf(`version = 1\n[people.a]\n${lines}\n${RULES}`);

describe('of people', () => {
  const form = (path: string, value: string, expected: string, nearest?: string) => ({
    path: `people.a.${path}`,
    found: value,
    expected,
    nearest,
  });

  it.each([
    ['nam = "A"', 'unknown-key', { path: 'people.a.nam', nearest: 'name' }, 'nam'],
    ['name = ""', 'value-form', form('name', '', 'text'), '""'],
    [
      'groups = ["x", "y", "x"]',
      'repeated-value',
      { path: 'people.a.groups[2]', value: 'x' },
      '"x"',
    ],
    [
      'accounts = ["x", "y", "X"]',
      'repeated-value',
      { path: 'people.a.accounts[2]', value: 'x' },
      '"X"',
    ],
    ['accounts = ["x", "a-b"]', 'value-form', form('accounts[1]', 'a-b', 'user-name'), '"a-b"'],
    [
      'from = 2026-01-02\nuntil = 2026-01-01',
      'valid-time',
      { path: 'people.a.until' },
      '2026-01-01',
    ],
    [
      `accounts = ["x"]\nkeys = [{ ${ADA}, account = "z" }]`,
      'foreign-account',
      { person: 'a', account: 'z', owner: undefined },
      `{ ${ADA}, account = "z" }`,
    ],
    [
      `accounts = ["x"]\nkeys = [{ ${ADA} }, { ${ADA} }]`,
      'shared-key',
      { owner: 'a', person: 'a' },
      `{ ${ADA} }`,
    ],
  ])('%s', (lines, code, values, text) => {
    expect(ofPerson(lines)).toEqual([[code, values, text]]);
  });

  it('two groups that are none are two mistakes, and no repetition', () => {
    expect(ofPerson('groups = ["a b", "c d"]')).toEqual([
      ['value-form', form('groups[0]', 'a b', 'id'), '"a b"'],
      ['value-form', form('groups[1]', 'c d', 'id'), '"c d"'],
    ]);
  });

  it('an account that is none is no key’s either', () => {
    expect(ofPerson(`accounts = ["a-b"]\nkeys = [{ ${ADA}, account = "x" }]`)).toEqual([
      ['value-form', form('accounts[0]', 'a-b', 'user-name'), '"a-b"'],
      [
        'foreign-account',
        { person: 'a', account: 'x', owner: undefined },
        `{ ${ADA}, account = "x" }`,
      ],
    ]);
  });

  it('two accounts that are none are two mistakes, and no repetition', () => {
    expect(ofPerson('accounts = ["a-b", "c-d"]')).toEqual([
      ['value-form', form('accounts[0]', 'a-b', 'user-name'), '"a-b"'],
      ['value-form', form('accounts[1]', 'c-d', 'user-name'), '"c-d"'],
    ]);
  });

  it('somebody without groups, accounts and keys has none', () => {
    const { policy } = read(`version = 1\n[people.a]\n${RULES}`);
    expect(policy?.people).toEqual([
      {
        id: 'a',
        name: 'a',
        groups: [],
        accounts: [],
        keys: [],
        valid: { from: undefined, until: undefined },
        span: { start: 20, end: 21 },
      },
    ]);
  });

  it.each([
    ['from = 2026-01-02', { from: 1_767_312_000, until: undefined }],
    ['until = 2026-01-02', { from: undefined, until: 1_767_312_000 }],
  ])('a time may be open: %s', (line, valid) => {
    const { policy } = read(`version = 1\n[people.a]\n${line}\n${RULES}`);
    expect(policy?.people[0]?.valid).toEqual(valid);
  });

  it('somebody who is no table is told', () => {
    expect(errorsOf(`version = 1\n[people]\na = 1\n${RULES}`)).toEqual([
      ['value-type', { path: 'people.a', found: 'integer', expected: 'table' }, '1'],
    ]);
  });

  it('what is shared by three is of the first', () => {
    const person = (id: string, more: string) =>
      `[people.${id}]\naccounts = ["x"]\n[[people.${id}.keys]]\n${ADA}\n${more}\n`;
    const toml = `version = 1\n${person('a', '')}${person('b', '')}${person('c', '')}${RULES}`;
    const shared = [
      ['shared-account', { account: 'x', owner: 'a' }, '"x"'],
      ['shared-account', { account: 'x', owner: 'a' }, '"x"'],
    ];
    const [one, two] = shared;
    expect(errorsOf(toml)).toEqual([
      one,
      ['shared-key', { owner: 'a', person: 'b' }, 'keys'],
      two,
      ['shared-key', { owner: 'a', person: 'c' }, 'keys'],
    ]);
  });

  it('a key of the account of another is told with the other', () => {
    const toml = `version = 1\n[people.a]\naccounts = ["x"]\nkeys = [{ ${ADA}, account = "Y" }]\n[people.b]\naccounts = ["y"]\n${RULES}`;
    expect(errorsOf(toml)).toEqual([
      ['foreign-account', { person: 'a', account: 'y', owner: 'b' }, `{ ${ADA}, account = "Y" }`],
    ]);
  });

  it('a name that is none is told, and what stands below it not looked at', () => {
    expect(errorsOf(`version = 1\n[people."a b"]\nnonsense = 1\n${RULES}`)).toEqual([
      [
        'value-form',
        { path: 'people.a b', found: 'a b', expected: 'id', nearest: undefined },
        '"a b"',
      ],
    ]);
  });
});
