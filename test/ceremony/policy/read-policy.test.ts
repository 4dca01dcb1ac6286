import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describePolicyDiagnostic } from '../../../src/words/policy-diagnostics/index.ts';
import { takeKey } from '../../support/keys.ts';
import { pemOf, placesOf, read } from './policies.ts';
import { FILES, GOOD, RULES, spkiOf, WRONG } from './wrong-policies.ts';

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
    ['lists in lists', `a = ${'['.repeat(200_000)}`, 'toml-depth'],
    ['tables in tables', `a = ${'{a='.repeat(50_000)}`, 'toml-depth'],
    ['a long dotted key', `${'a.'.repeat(100_000)}a = 1`, 'toml-depth'],
    ['a long text', `a = "${'x'.repeat(200_000)}"`, 'toml-text-size'],
    ['a text without its end', `a = """${'x'.repeat(200_000)}`, 'toml-text-size'],
    ['a large file', '#'.repeat(600_000), 'toml-size'],
    ['no text', new Uint8Array([0x61, 0xff]), 'toml-encoding'],
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
