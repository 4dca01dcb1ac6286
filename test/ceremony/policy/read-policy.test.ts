import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePolicyDiagnostic } from '../../../src/words/policy-diagnostics/index.ts';
import { takeKey } from '../../support/keys.ts';
import { pemOf, placesOf, read } from './policies.ts';

const spkiOf = (name: string): string =>
  createHash('sha256').update(takeKey(name).spki).digest('hex');

const GOOD = `version = 1
name = "Quorum of the payment cluster"

[cluster.m-values]
user-management = 2

[people.ada]
name = "Ada Lovelace"
groups = ["security", "operations"]
accounts = ["Officer1", "ada_admin"]
from = 2026-01-01
until = 2027-01-01T00:00:00+01:00
keys = [
  { pem = """${pemOf('ada')}""", account = "officer1" },
  { file = "keys/ada.pub", sha256 = "${spkiOf('ada-new')}", from = 2026-06-01 },
]

[people.grace]
accounts = ["officer2"]
[[people.grace.keys]]
pem = '''
${pemOf('grace')}
'''

[[rules]]
name = "new officers"
operations = ["createUser CO *", "user delete --role admin --username *"]
service = "user-management"
approvals = 2
from-groups = { security = 1, operations = 1 }
requester = "counts"
max-token-age = "10m"

[[rules]]
operations = ["*"]
approvals = 1
`;
const FILES = { 'keys/ada.pub': takeKey('ada-new').publicPem };
/** The rules of a policy that is right, so that a test is about one thing. */
const RULES = '[[rules]]\noperations = ["*"]\napprovals = 1\n';

describe('a policy', () => {
  it('is read whole', () => {
    const { policy, diagnostics } = read(GOOD, FILES);
    expect(diagnostics).toEqual([]);
    const [ada, grace] = policy?.people ?? [];
    expect(policy).toMatchObject({
      digest: createHash('sha256').update(GOOD).digest('hex'),
      name: 'Quorum of the payment cluster',
      mValues: new Map([[3, 2]]),
    });
    expect(ada).toMatchObject({
      id: 'ada',
      name: 'Ada Lovelace',
      groups: ['security', 'operations'],
      accounts: ['officer1', 'ada_admin'],
      valid: { from: 1767225600, until: 1798758000 },
      keys: [
        { fingerprint: spkiOf('ada'), account: 'officer1', key: { bits: 2048 } },
        { fingerprint: spkiOf('ada-new'), account: undefined, valid: { from: 1780272000 } },
      ],
    });
    expect(grace).toMatchObject({ id: 'grace', name: 'grace', groups: [] });
    expect(policy?.rules).toMatchObject([
      {
        number: 1,
        name: 'new officers',
        service: 3,
        operations: [
          { op: 'createUser', arguments: { type: 'CO', user: '*' } },
          { op: 'deleteUser', arguments: { type: 'CO', user: '*' } },
        ],
        approvals: 2,
        seats: [
          { group: 'security', count: 1 },
          { group: 'operations', count: 1 },
        ],
        requesterCounts: true,
        maxTokenAge: 600,
      },
      { number: 2, operations: [{ arguments: {} }], requesterCounts: false },
    ]);
  });

  it('is the same with line ends of two bytes and a byte order mark', () => {
    const other = `\ufeff${GOOD.replaceAll('\n', '\r\n')}`;
    expect(read(other, FILES).policy?.people.map(({ keys }) => keys.length)).toEqual([2, 1]);
  });
});

/** A policy that is wrong in one way, and where. */
const WRONG: readonly (readonly [what: string, toml: string, places: readonly string[]])[] = [
  ['nothing', '', ['1:1 missing-key', '1:1 missing-key', '1:1 missing-key']],
  ['another version', `version = 2\n[people]\n${RULES}`, ['1:11 policy-version']],
  ['a misspelt key', `verison = 1\n[people]\n${RULES}`, ['1:1 unknown-key', '1:1 missing-key']],
  ['a key twice', 'version = 1\nversion = 1', ['2:1 toml-syntax']],
  ['a table twice', 'version = 1\n[people.a]\n[people.a]', ['3:9 toml-syntax']],
  ['no value', 'version =\n', ['1:10 toml-syntax']],
  ['another type', `version = "1"\n[people]\n${RULES}`, ['1:11 value-type']],
  ['letters of two bytes', `version = 1 # äöü\nnäme = 1`, ['2:2 toml-syntax']],
  ['a person of no name', `version = 1\n[people."a b"]\n${RULES}`, ['2:9 value-form']],
  ['the prototype', `version = 1\n[people.a.__proto__]\nx = 1\n${RULES}`, ['2:11 unknown-key']],
  [
    'an account that is none',
    `version = 1\n[people.a]\naccounts = ["a-b"]\n${RULES}`,
    ['3:13 value-form'],
  ],
  [
    'an account of two',
    `version = 1\n[people.a]\naccounts = ["x"]\n[people.b]\naccounts = ["X"]\n${RULES}`,
    ['5:13 shared-account'],
  ],
  [
    'an account twice',
    `version = 1\n[people.a]\naccounts = ["x", "X"]\n${RULES}`,
    ['3:18 repeated-value'],
  ],
  [
    'a time of no zone',
    `version = 1\n[people.a]\nfrom = 2026-01-01T09:00:00\n${RULES}`,
    ['3:8 value-type'],
  ],
  [
    'no time at all',
    `version = 1\n[people.a]\nfrom = 2026-01-02\nuntil = 2026-01-02\n${RULES}`,
    ['4:9 valid-time'],
  ],
  [
    'the key of another account',
    `version = 1\n[people.a]\naccounts = ["x"]\nkeys = [{ pem = """${pemOf('ada')}""", account = "y" }]\n${RULES}`,
    ['4:9 foreign-account'],
  ],
  [
    'one key of two people',
    `version = 1\n[people.a]\nkeys = [{ pem = """${pemOf('ada')}""" }]\n[people.b]\nkeys = [{ pem = """${pemOf('ada')}""" }]\n${RULES}`,
    ['13:9 shared-key'],
  ],
  ['a key of neither kind', `version = 1\n[people.a]\nkeys = [{ }]\n${RULES}`, ['3:9 key-source']],
  [
    'a file without digest',
    `version = 1\n[people.a]\nkeys = [{ file = "k" }]\n${RULES}`,
    ['3:9 missing-key'],
  ],
  [
    'a file that is not there',
    `version = 1\n[people.a]\nkeys = [{ file = "k", sha256 = "${'0'.repeat(64)}" }]\n${RULES}`,
    ['3:18 key-file'],
  ],
  [
    'a key that was exchanged',
    `version = 1\n[people.a]\nkeys = [{ file = "keys/ada.pub", sha256 = "${'0'.repeat(64)}" }]\n${RULES}`,
    ['3:43 key-digest'],
  ],
  [
    'a key that is none',
    `version = 1\n[people.a]\nkeys = [{ pem = "x" }]\n${RULES}`,
    ['3:17 policy-key'],
  ],
  ['no rules', 'version = 1\n[people]\n', ['1:1 missing-key']],
  [
    'a rule of no operation',
    'version = 1\n[people]\n[[rules]]\napprovals = 1\n',
    ['3:3 missing-key'],
  ],
  [
    'an operation that is none',
    'version = 1\n[people]\n[[rules]]\noperations = ["creatUser CO *"]\napprovals = 1\n',
    ['4:15 policy-operation'],
  ],
  [
    'an operation of another service',
    'version = 1\n[people]\n[[rules]]\nservice = "MISC_CO"\noperations = ["createUser CO *"]\napprovals = 1\n',
    ['5:15 never-covered'],
  ],
  [
    'a service that is none',
    'version = 1\n[people]\n[[rules]]\nservice = "user"\noperations = ["*"]\napprovals = 1\n',
    ['4:11 value-form'],
  ],
  [
    'too few',
    `version = 1\n[people]\n${RULES}from-groups = { a = 1, b = 1 }\n`,
    ['5:13 too-many-seats'],
  ],
  [
    'none',
    'version = 1\n[people]\n[[rules]]\noperations = ["*"]\napprovals = 0\n',
    ['5:13 value-form'],
  ],
  [
    'an age that is none',
    `version = 1\n[people]\n${RULES}max-token-age = "10"\n`,
    ['6:17 value-form'],
  ],
  ['half a requester', `version = 1\n[people]\n${RULES}requester = "count"\n`, ['6:13 value-form']],
];

describe('what is wrong', () => {
  it.each(WRONG)('%s', (_what, toml, places) => {
    expect(placesOf(toml, FILES)).toEqual(places);
    expect(read(toml, FILES).policy).toBeUndefined();
  });

  it('is told with the nearest key that there is', () => {
    const [one] = read(`verison = 1\n[people]\n${RULES}`).diagnostics;
    expect(one && describePolicyDiagnostic(one)).toEqual({
      message: 'found "verison", which no policy has',
      hint: 'did you mean "version"?',
    });
  });

  it('is told all at once', () => {
    const toml =
      'version = 1\nx = 1\n[people.a]\ny = 1\n[[rules]]\nz = 1\napprovals = 1\noperations = ["*"]';
    expect(placesOf(toml)).toEqual(['2:1 unknown-key', '4:1 unknown-key', '6:1 unknown-key']);
  });
});

describe('a private key', () => {
  const secret = takeKey('secret').privatePem;
  const body = secret.split('\n')[2] ?? '';

  it.each([
    ['as the key', `keys = [{ pem = """${secret}""" }]`],
    ['behind the public one', `keys = [{ pem = """${pemOf('ada')}\n${secret}""" }]`],
    ['in a file', `keys = [{ file = "secret", sha256 = "${'0'.repeat(64)}" }]`],
    ['as something else', `name = """${secret}"""`],
  ])('is refused %s and not shown', (_where, line) => {
    const { policy, diagnostics } = read(`version = 1\n[people.a]\n${line}\n${RULES}`, { secret });
    expect(policy).toBeUndefined();
    const told = JSON.stringify(diagnostics.map(describePolicyDiagnostic));
    expect(told).toContain('private key');
    expect(told).not.toContain(body.slice(0, 12));
  });
});

describe('hostile files', () => {
  it.each([
    ['lists in lists', `a = ${'['.repeat(200_000)}`, 'policy-depth'],
    ['tables in tables', `a = ${'{a='.repeat(100_000)}`, 'policy-depth'],
    ['a long dotted key', `${'a.'.repeat(100_000)}a = 1`, 'policy-depth'],
    ['a long text', `a = "${'x'.repeat(300_000)}"`, 'policy-text-size'],
    ['a text without its end', `a = """${'x'.repeat(300_000)}`, 'policy-text-size'],
    ['a large file', '#'.repeat(600_000), 'policy-size'],
    ['no text', new Uint8Array([0x61, 0xff]), 'policy-encoding'],
    ['a NUL', 'a = "\0"', 'toml-syntax'],
  ])('%s', (_what, toml, code) => {
    expect(read(toml).diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it('many tables, keys and rules take no long', () => {
    const rules = '[[rules]]\n'.repeat(10_000);
    expect(read(rules).diagnostics.map(({ code }) => code)).toContain('too-many');
    const keys = Array.from({ length: 5000 }, (_, at) => `k${at} = 1`).join('\n');
    expect(read(keys).policy).toBeUndefined();
  });

  it('any text is read or refused, and never thrown at', () => {
    const bits = [
      'version',
      'people',
      '[',
      ']',
      '{',
      '}',
      '=',
      '"',
      "'''",
      '\n',
      '.',
      '1',
      ',',
      '#',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary' })));
    fc.assert(
      fc.property(text, (parts) => {
        const { policy, diagnostics } = read(parts.join(''));
        return (policy === undefined) === diagnostics.length > 0;
      }),
      { numRuns: 300 },
    );
  });
});
