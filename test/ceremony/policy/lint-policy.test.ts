import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePolicy } from '../../../src/ceremony/policy/judge-policy.ts';
import { lintPolicy } from '../../../src/ceremony/policy/lint-policy.ts';
import type { Person, PolicyRule } from '../../../src/ceremony/policy/policy.ts';
import { person, policy, question, rule } from './policies.ts';

const seat = (group: string, count = 1) => ({ group, count });
const ada = person('ada', ['security']);
const alan = person('alan', ['operations']);

function codesOf(people: readonly Person[], rules: readonly PolicyRule[], m?: [number, number][]) {
  const found = lintPolicy(policy(people, rules), { mValues: new Map(m) });
  return found.map(({ code, values, severity }) => ({ code, values, severity }));
}

describe('a rule', () => {
  it('that can be met is fine', () => {
    expect(codesOf([ada, alan], [rule({ approvals: 2, seats: [seat('security')] })])).toEqual([]);
  });

  it.each([
    ['more people than there are', rule({ approvals: 3 }), [{ group: undefined, count: 1 }]],
    [
      'more of a group than there are',
      rule({ approvals: 2, seats: [seat('security', 2)] }),
      [{ group: 'security', count: 1 }],
    ],
  ])('that asks for %s can never be met', (_what, one, missing) => {
    expect(codesOf([ada, alan], [one])).toEqual([
      { code: 'never-met', values: { missing }, severity: 'error' },
    ]);
  });

  it('cannot be met by people who are never valid together', () => {
    const before = person('before', [], { valid: { from: undefined, until: 10 } });
    const after = person('after', [], { valid: { from: 10, until: undefined } });
    const overlap = person('overlap', [], { valid: { from: 9, until: undefined } });
    const two = rule({ approvals: 2 });
    expect(codesOf([before, after], [two]).map(({ code }) => code)).toEqual(['never-met']);
    expect(codesOf([before, overlap], [two])).toEqual([]);
  });

  it('cannot be met by people without keys', () => {
    expect(codesOf([person('none', [], { keys: [] })], [rule({})]).map(({ code }) => code)).toEqual(
      ['person-without-key', 'never-met'],
    );
  });

  it('of a group that nobody is in is told with the nearest', () => {
    expect(codesOf([ada], [rule({ seats: [seat('securty')] })])).toEqual([
      {
        code: 'unknown-group',
        values: { group: 'securty', nearest: 'security' },
        severity: 'error',
      },
    ]);
  });

  it('that some people keep from being met by asking', () => {
    const strict = rule({ approvals: 1, seats: [seat('security')], requesterCounts: false });
    expect(codesOf([ada, alan], [strict])).toEqual([
      { code: 'needs-requester', values: { requesters: ['ada'] }, severity: 'warning' },
    ]);
    expect(codesOf([ada, alan], [{ ...strict, requesterCounts: true }])).toEqual([]);
  });

  it('weaker or stronger than the cluster', () => {
    const three = rule({ approvals: 2, service: 3 });
    expect(codesOf([ada, alan], [three], [[3, 3]])).toEqual([
      {
        code: 'weaker-than-cluster',
        values: { approvals: 2, service: 3, m: 3 },
        severity: 'warning',
      },
    ]);
    expect(codesOf([ada, alan], [three], [[3, 1]])).toMatchObject([
      { code: 'stronger-than-cluster', severity: 'info' },
    ]);
    expect(
      codesOf(
        [ada, alan],
        [three],
        [
          [3, 2],
          [4, 9],
        ],
      ),
    ).toEqual([]);
  });
});

describe('a rule behind others', () => {
  const of = (type: string, user: string) =>
    ({ op: 'createUser', arguments: { type, user } }) as const;
  const first = (one: Partial<PolicyRule>) => rule({ number: 1, ...one });
  const second = (one: Partial<PolicyRule>) => rule({ number: 2, ...one });
  const isShadowed = (one: PolicyRule, other: PolicyRule) =>
    codesOf([ada, alan], [one, other]).some(({ code }) => code === 'shadowed-rule');

  it.each([
    ['all', first({}), second({ operations: [of('CO', '*')] }), true],
    [
      'a wider one',
      first({ operations: [of('*', 'a*')] }),
      second({ operations: [of('CO', 'ab*')] }),
      true,
    ],
    [
      'a narrower one',
      first({ operations: [of('CO', 'ab*')] }),
      second({ operations: [of('*', 'a*')] }),
      false,
    ],
    ['another service', first({ service: 4 }), second({ service: 3 }), false],
    ['all of another service', first({ service: 4 }), second({}), false],
    ['all of its service', first({ service: 3 }), second({ operations: [of('CU', '*')] }), true],
    [
      'one of its two',
      first({ operations: [of('CU', '*')] }),
      second({ operations: [of('CU', '*'), of('CO', '*')] }),
      false,
    ],
  ])('%s', (_what, one, other, expected) => {
    expect(isShadowed(one, other)).toBe(expected);
  });

  it('that is shadowed never applies', () => {
    const word = fc.constantFrom('*', 'a*', '*a', 'a', 'ab', 'a*b');
    const pattern = fc.record({ type: fc.constantFrom('*', 'CO', 'CU'), user: word });
    const operations = fc
      .array(pattern, { minLength: 1, maxLength: 2 })
      .map((all) => all.map(({ type, user }) => of(type, user)));
    const user = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        operations,
        operations,
        fc.constantFrom('CO', 'CU'),
        user,
        (one, other, type, name) => {
          const rules = [first({ operations: one }), second({ operations: other })];
          const [a, b] = rules;
          if (a === undefined || b === undefined || !isShadowed(a, b)) return;
          const asked = question([], { operation: of(type, name) });
          const applied = judgePolicy(policy([ada], rules), asked).rules.map(
            (it) => it.rule.number,
          );
          expect(applied).not.toContain(2);
        },
      ),
    );
  });
});

it('a rule is said never to be met exactly where all together do not meet it', () => {
  const groups = ['a', 'b'];
  const times = fc.record({ from: fc.nat(4), length: fc.integer({ min: 1, max: 4 }) });
  const people = fc
    .array(fc.record({ groups: fc.subarray(groups), times }), { maxLength: 4 })
    .map((all) =>
      all.map(({ groups: some, times: { from, length } }, at) =>
        person(`p${at}`, some, { valid: { from, until: from + length } }),
      ),
    );
  fc.assert(
    fc.property(people, fc.nat(2), fc.nat(2), fc.nat(1), (all, a, b, free) => {
      const seats = [seat('a', a), seat('b', b)].filter(({ count }) => count > 0);
      const one = rule({ approvals: Math.max(1, a + b + free), seats });
      const names = all.map(({ id }) => id);
      const canBe = Array.from({ length: 10 }, (_, created) =>
        judgePolicy(policy(all, [one]), question(names, { created, now: created })),
      ).some(({ isMet }) => isMet);
      const told = lintPolicy(policy(all, [one]));
      const isError = told.some(({ code }) => code === 'never-met' || code === 'unknown-group');
      expect(isError).toBe(!canBe);
    }),
  );
});
