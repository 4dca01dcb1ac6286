import { describe, expect, it } from 'vitest';
import { errorsOf, read } from './policies.ts';
import { RULES } from './wrong-policies.ts';

const ofRule = (lines: string) => errorsOf(`version = 1\n[people]\n${RULES}${lines}\n`);

describe('of rules', () => {
  const form = (path: string, value: string, expected: string, nearest?: string) => ({
    path: `rules[0].${path}`,
    found: value,
    expected,
    nearest,
  });

  it.each([
    ['name = ""', 'value-form', form('name', '', 'text'), '""'],
    [
      'requester = "count"',
      'value-form',
      form('requester', 'count', 'requester', 'counts'),
      '"count"',
    ],
    ['max-token-age = "0s"', 'value-form', form('max-token-age', '0s', 'age'), '"0s"'],
    ['max-token-age = "1w"', 'value-form', form('max-token-age', '1w', 'age'), '"1w"'],
    ['max-token-age = " 1s"', 'value-form', form('max-token-age', ' 1s', 'age'), '" 1s"'],
    ['max-token-age = "1s "', 'value-form', form('max-token-age', '1s ', 'age'), '"1s "'],
    [
      'max-token-age = "1000000s"',
      'value-form',
      form('max-token-age', '1000000s', 'age'),
      '"1000000s"',
    ],
    [
      'service = "key-managment"',
      'value-form',
      form('service', 'key-managment', 'service', 'key-management'),
      '"key-managment"',
    ],
    [
      'service = "CLONIN"',
      'value-form',
      form('service', 'CLONIN', 'service', 'CLONING'),
      '"CLONIN"',
    ],
    ['service = 8', 'value-form', form('service', '8', 'service'), '8'],
    [
      'approval = 1',
      'unknown-key',
      { path: 'rules[0].approval', nearest: 'approvals' },
      'approval',
    ],
    ['from-groups = { x = 1, y = 1 }', 'too-many-seats', { approvals: 1, seats: 2 }, '1'],
  ])('%s', (lines, code, values, text) => {
    expect(ofRule(lines)).toEqual([[code, values, text]]);
  });

  it('a number of nobody is told alone', () => {
    const toml = `version = 1\n[people]\n[[rules]]\noperations = ["*"]\napprovals = 0\n`;
    expect(errorsOf(`${toml}from-groups = { x = 1 }\n`)).toEqual([
      ['value-form', form('approvals', '0', 'count'), '0'],
    ]);
  });

  it('seats are counted without those that are none', () => {
    expect(ofRule('from-groups = { "x y" = 1, y = 2 }')).toEqual([
      ['too-many-seats', { approvals: 1, seats: 2 }, '1'],
      ['value-form', form('from-groups.x y', 'x y', 'id'), '"x y"'],
    ]);
    expect(ofRule('from-groups = { x = 0, y = 1 }')).toEqual([
      ['value-form', form('from-groups.x', '0', 'count'), '0'],
    ]);
  });

  it.each([
    ['approvals = 0', 'value-form', form('approvals', '0', 'count'), '0'],
    ['approvals = 21', 'value-form', form('approvals', '21', 'count'), '21'],
    [
      'approvals = "1"',
      'value-type',
      { path: 'rules[0].approvals', found: 'string', expected: 'integer' },
      '"1"',
    ],
    ['', 'missing-key', { path: 'rules[0].approvals' }, 'rules'],
  ])('how many: %s', (line, code, values, text) => {
    const toml = `version = 1\n[people]\n[[rules]]\noperations = ["*"]\n${line}\n`;
    expect(errorsOf(toml)).toEqual([[code, values, text]]);
  });

  it('what they are about', () => {
    const of = (lines: string) =>
      errorsOf(`version = 1\n[people]\n[[rules]]\napprovals = 20\n${lines}\n`);
    const missing = [['missing-key', { path: 'rules[0].operations' }, 'rules']];
    expect(of('')).toEqual(missing);
    expect(of('operations = []')).toEqual([
      ['missing-key', { path: 'rules[0].operations[0]' }, 'rules'],
    ]);
    expect(of('operations = [1]')).toEqual([
      ['value-type', { path: 'rules[0].operations[0]', found: 'integer', expected: 'string' }, '1'],
    ]);
    expect(of('operations = "*"')).toEqual([
      ['value-type', { path: 'rules[0].operations', found: 'string', expected: 'array' }, '"*"'],
    ]);
    expect(of('operations = ["createUser CO"]')).toEqual([
      [
        'policy-operation',
        {
          text: 'createUser CO',
          problem: { code: 'missing', command: 'createUser', argument: 'user' },
        },
        '"createUser CO"',
      ],
    ]);
    expect(of('service = 4\noperations = ["*", "createUser CO *"]')).toEqual([
      ['never-covered', { text: 'createUser CO *', service: 4 }, '"createUser CO *"'],
    ]);
  });

  it('are of whichever service their operations are, where they name none', () => {
    const { policy } = read(
      'version = 1\n[people]\n[[rules]]\noperations = ["createUser CO *", "setMValue * *"]\napprovals = 1\n',
    );
    expect(policy?.rules.map(({ service, operations }) => [service, operations])).toEqual([
      [
        undefined,
        [
          { op: 'createUser', arguments: { type: 'CO', user: '*' } },
          { op: 'setMValue', arguments: { service: '*', m: '*' } },
        ],
      ],
    ]);
  });

  it.each([
    ['90s', 90],
    ['10m', 600],
    ['2h', 7200],
    ['1d', 86_400],
    ['999999s', 999_999],
  ])('an age of %s is %i seconds', (age, seconds) => {
    const { policy } = read(`version = 1\n[people]\n${RULES}max-token-age = "${age}"\n`);
    expect(policy?.rules[0]?.maxTokenAge).toBe(seconds);
  });
});
