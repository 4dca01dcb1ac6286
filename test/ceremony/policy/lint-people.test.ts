import { describe, expect, it } from 'vitest';
import { lintPolicy } from '../../../src/ceremony/policy/lint-policy.ts';
import type { Person, PolicyRule } from '../../../src/ceremony/policy/policy.ts';
import { person, policy, rule } from './policies.ts';

const seat = (group: string, count = 1) => ({ group, count });
const until = (time: number) => ({ valid: { from: undefined, until: time } });
const from = (time: number) => ({ valid: { from: time, until: undefined } });
const ada = person('ada', ['security']);
const grace = person('grace', ['security']);

const found = (people: readonly Person[], rules: readonly PolicyRule[]) =>
  lintPolicy(policy(people, rules)).map(({ code, values }) => [code, values]);

describe('people', () => {
  it('without keys or accounts are told', () => {
    const people = [
      person('keyless', [], { keys: [] }),
      person('nameless', [], { accounts: [] }),
      person('neither', [], { keys: [], accounts: [] }),
      ada,
    ];
    expect(found(people, [])).toEqual([
      ['person-without-key', { person: 'keyless' }],
      ['person-without-account', { person: 'nameless' }],
      ['person-without-key', { person: 'neither' }],
      ['person-without-account', { person: 'neither' }],
    ]);
  });

  it('are missing where there is none', () => {
    expect(found([], [rule({ approvals: 2 })])).toEqual([
      ['never-met', { missing: [{ group: undefined, count: 2 }] }],
    ]);
  });

  it('are missing as far as the largest crowd lacks them', () => {
    const people = [ada, person('later', [], from(10)), person('left', [], until(5))];
    expect(found([...people, person('last', [], from(20))], [rule({ approvals: 4 })])).toEqual([
      ['never-met', { missing: [{ group: undefined, count: 1 }] }],
    ]);
  });

  it('count from when one of their keys is valid', () => {
    const [key] = ada.keys;
    if (key === undefined) throw new Error('no key');
    const late = person('late', ['security'], { keys: [{ ...key, ...from(50) }] });
    const two = rule({ approvals: 2 });
    expect(found([ada, late], [two])).toEqual([]);
    expect(found([person('gone', [], until(50)), late], [two])).toEqual([
      ['never-met', { missing: [{ group: undefined, count: 1 }] }],
    ]);
  });
});

describe('who is needed, and so cannot ask', () => {
  const strict = rule({ seats: [seat('security')], requesterCounts: false });

  it.each<[string, readonly Person[], readonly string[]]>([
    ['the only one of a group', [ada, person('guest', [])], ['ada']],
    ['nobody of two of a group', [ada, grace], []],
    [
      'nobody of one and a successor',
      [person('before', ['security'], until(10)), person('after', ['security'], from(10))],
      [],
    ],
  ])('is %s', (_what, people, requesters) => {
    expect(found(people, [strict])).toEqual(
      requesters.length === 0 ? [] : [['needs-requester', { requesters }]],
    );
  });

  it('is everybody where all are needed, in the order of their seats', () => {
    const both = rule({ approvals: 3, seats: [seat('security', 2)], requesterCounts: false });
    expect(found([person('guest', []), ada, grace], [both])).toEqual([
      ['needs-requester', { requesters: ['grace', 'ada', 'guest'] }],
    ]);
  });

  it('is no matter where the rule cannot be met at all', () => {
    expect(found([ada], [rule({ approvals: 2, requesterCounts: false })])).toEqual([
      ['never-met', { missing: [{ group: undefined, count: 1 }] }],
    ]);
  });
});

describe('a rule that is shadowed', () => {
  const create = (type: string) => ({ op: 'createUser', arguments: { type, user: '*' } }) as const;
  const setM = (service: string) => ({ op: 'setMValue', arguments: { service, m: '*' } }) as const;
  const shadows = (...rules: Partial<PolicyRule>[]) =>
    found(
      [ada],
      rules.map((one, at) => rule({ ...one, number: at + 1 })),
    );

  it('is so by several, each for a service of its own', () => {
    expect(
      shadows(
        { service: 3, operations: [create('*')] },
        { service: 4, operations: [setM('*')] },
        { operations: [setM('userManagement'), create('CU')] },
      ),
    ).toEqual([['shadowed-rule', { by: [1, 2] }]]);
  });

  it('is so by one of the patterns of another', () => {
    expect(
      shadows({ operations: [create('CO'), create('CU')] }, { operations: [create('CU')] }),
    ).toEqual([['shadowed-rule', { by: [1] }]]);
  });

  it('is so by the first that would do', () => {
    expect(shadows({ operations: [setM('*')] }, {}, { operations: [create('CU')] }, {})).toEqual([
      ['shadowed-rule', { by: [2] }],
      ['shadowed-rule', { by: [2] }],
    ]);
  });

  it('is told with the numbers in order, 9 before 10', () => {
    const nine = Array.from({ length: 8 }, () => ({ operations: [create('CO')], service: 4 }));
    expect(
      shadows(
        ...nine,
        { operations: [create('CO')] },
        { operations: [create('CU')] },
        { operations: [create('CU'), create('CO')] },
      ),
    ).toEqual([['shadowed-rule', { by: [9, 10] }]]);
  });

  it('is never one about nothing, nor everything by something', () => {
    expect(shadows({}, { service: 4, operations: [create('CO')] })).toEqual([]);
    expect(shadows({ operations: [create('*'), setM('*')] }, {})).toEqual([]);
  });
});
