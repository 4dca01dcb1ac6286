import { describe, expect, it } from 'vitest';
import { errorsOf, read } from './policies.ts';
import { RULES } from './wrong-policies.ts';

/** A rule of 250 operations, a fourth of what a policy may have. */
const MANY = `[[rules]]\napprovals = 1\noperations = [${'"*",'.repeat(250)}]\n`;

describe('of a file', () => {
  it.each([
    ['version = 2\nrules = []\n[people]', 'policy-version', { found: 2, expected: 1 }, '2'],
    ['rules = []\n[people]', 'missing-key', { path: 'version' }, ''],
    ['version = 1\nrules = []', 'missing-key', { path: 'people' }, ''],
    ['version = 1\n[people]', 'missing-key', { path: 'rules' }, ''],
    [
      'version = 1\nname = " "\n[people]\n[[rules]]\noperations=["*"]\napprovals = 1',
      'value-form',
      { path: 'name', found: ' ', expected: 'text', nearest: undefined },
      '" "',
    ],
    [
      `version = 1\n[people]\n${RULES.repeat(101)}`,
      'too-many',
      { path: 'rules', most: 100 },
      'rules',
    ],
    [
      `version = 1\n[people]\n${RULES}${MANY.repeat(4)}`,
      'too-many',
      { path: 'rules[].operations', most: 1000 },
      'rules',
    ],
  ])('%s', (toml, code, values, text) => {
    expect(errorsOf(toml)).toEqual([[code, values, text]]);
  });

  it('too many operations are told of the last rule', () => {
    const toml = `version = 1\n[people]\n${MANY.repeat(5)}`;
    expect(read(toml).diagnostics.map(({ span }) => span.start)).toEqual([
      toml.lastIndexOf('[[rules]]') + 2,
    ]);
  });

  it('a thousand operations, a hundred rules and three hundred people are not too many', () => {
    expect(errorsOf(`version = 1\n[people]\n${MANY.repeat(4)}`)).toEqual([]);
    expect(errorsOf(`version = 1\n[people]\n${RULES.repeat(100)}`)).toEqual([]);
    const people = (count: number) =>
      Array.from({ length: count }, (_, at) => `[people.p${at}]\n`).join('');
    expect(errorsOf(`version = 1\n${people(300)}${RULES}`)).toEqual([]);
    expect(errorsOf(`version = 1\n${people(301)}${RULES}`)).toEqual([
      ['too-many', { path: 'people', most: 300 }, 'people'],
    ]);
  });
});

describe('M values', () => {
  const ofCluster = (lines: string) =>
    errorsOf(`version = 1\n[people]\n[cluster.m-values]\n${lines}\n${RULES}`);
  const form = (path: string, value: string, expected: string, nearest?: string) => ({
    path: `cluster.m-values.${path}`,
    found: value,
    expected,
    nearest,
  });

  it.each([
    ['user-management = 2\nMISC_CO = 20\n7 = 1', []],
    [
      'user-managment = 2\nMISC_C = 2',
      [
        [
          'value-form',
          form('user-managment', 'user-managment', 'service', 'user-management'),
          'user-managment',
        ],
        ['value-form', form('MISC_C', 'MISC_C', 'service', 'MISC_CO'), 'MISC_C'],
      ],
    ],
    [
      '3 = 0\nUSER_MGMT = 21',
      [
        ['value-form', form('3', '0', 'count'), '0'],
        ['value-form', form('USER_MGMT', '21', 'count'), '21'],
      ],
    ],
    [
      '3 = 2\nUSER_MGMT = 2',
      [['repeated-value', { path: 'cluster.m-values.USER_MGMT', value: 'USER_MGMT' }, 'USER_MGMT']],
    ],
    [
      '3 = "2"',
      [['value-type', { path: 'cluster.m-values.3', found: 'string', expected: 'integer' }, '"2"']],
    ],
  ])('%s', (lines, expected) => {
    expect(ofCluster(lines)).toEqual(expected);
  });

  it('are read by the numbers of their services', () => {
    const { policy } = read(
      `version = 1\n[people]\n[cluster.m-values]\nuser-management = 2\nMISC_CO = 3\n7 = 1\n${RULES}`,
    );
    expect(policy?.mValues).toEqual(
      new Map([
        [3, 2],
        [4, 3],
        [7, 1],
      ]),
    );
  });

  it('are none where the cluster has none', () => {
    expect(read(`version = 1\n[people]\n[cluster]\n${RULES}`).policy?.mValues).toEqual(new Map());
    expect(read(`version = 1\n[people]\n${RULES}`).policy?.mValues).toEqual(new Map());
    expect(errorsOf(`version = 1\n[people]\n[cluster]\nm-value = 1\n${RULES}`)).toEqual([
      ['unknown-key', { path: 'cluster.m-value', nearest: 'm-values' }, 'm-value'],
    ]);
  });
});
