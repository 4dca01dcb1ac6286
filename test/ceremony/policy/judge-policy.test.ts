import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePolicy } from '../../../src/ceremony/policy/judge-policy.ts';
import type { Person, PolicyRule } from '../../../src/ceremony/policy/policy.ts';
import { seatPeople } from '../../../src/ceremony/policy/seats.ts';
import type { PolicyQuestion } from '../../../src/ceremony/policy/verdict.ts';
import { describeMissingSeats } from '../../../src/words/policy.ts';
import { ALWAYS, person, policy, question, rule } from './policies.ts';

const seat = (group: string, count = 1) => ({ group, count });
const ada = person('ada', ['security']);
const grace = person('grace', ['security']);
const alan = person('alan', ['operations']);
const both = person('both', ['security', 'operations']);
const guest = person('guest', []);
const EVERYBODY = [ada, grace, alan, both, guest];
const TWO_GROUPS = rule({ approvals: 2, seats: [seat('security'), seat('operations')] });

function judge(
  accounts: readonly string[],
  rules: readonly PolicyRule[],
  more: Partial<PolicyQuestion> = {},
  people: readonly Person[] = EVERYBODY,
) {
  return judgePolicy(policy(people, rules), question(accounts, more));
}

function missingIn(
  accounts: readonly string[],
  rules: readonly PolicyRule[],
  more: Partial<PolicyQuestion> = {},
) {
  return judge(accounts, rules, more).rules.flatMap(({ missing }) =>
    missing.map(describeMissingSeats),
  );
}

describe('who is missing', () => {
  it.each<[string, string[], PolicyRule, string[]]>([
    ['nobody', ['ada', 'alan'], TWO_GROUPS, []],
    ['one of a group', ['alan'], TWO_GROUPS, ['one more of security: ada, grace or both']],
    [
      'one of either group, where somebody is in both',
      ['both'],
      TWO_GROUPS,
      ['one more of operations or security: ada, grace or alan'],
    ],
    [
      'both seats where nobody has approved',
      [],
      TWO_GROUPS,
      ['one more of security: ada, grace or both', 'one more of operations: alan or both'],
    ],
    [
      'two of a group, one of whom can be of another',
      ['both'],
      rule({ approvals: 3, seats: [seat('security'), seat('operations', 2)] }),
      ['one more of operations or security: ada, grace or alan', 'one more of operations: alan'],
    ],
    [
      'anybody',
      ['ada', 'alan'],
      rule({ approvals: 3, seats: TWO_GROUPS.seats }),
      ['one more of anybody: grace, both or guest'],
    ],
    [
      'nobody who is left',
      ['ada', 'grace', 'both', 'alan'],
      rule({ approvals: 4, seats: [seat('operations', 3)] }),
      ['one more of operations: nobody is left who could'],
    ],
    [
      'more than are left',
      [],
      rule({ approvals: 3, seats: [seat('operations', 3)] }),
      ['3 more of operations: only alan and both are left'],
    ],
  ])('is %s', (_what, accounts, one, words) => {
    expect(missingIn(accounts, [one])).toEqual(words);
  });
});

describe('an approval', () => {
  const one = rule({ approvals: 2 });
  const statesOf = (accounts: string[], more: Partial<PolicyQuestion> = {}, rules = [one]) =>
    judge(accounts, rules, more).approvals.map(({ state }) => state);

  it('by a second account of a person counts for nothing', () => {
    expect(statesOf(['ada', 'ada_2', 'ADA_3:ada'])).toEqual([
      'counts',
      'same-person',
      'same-person',
    ]);
    expect(judge(['ada', 'ada_2'], [one]).isMet).toBe(false);
  });

  it('by another person’s key is an error, whatever else there is', () => {
    const verdict = judge(['ada', 'grace', 'alan:guest'], [one]);
    expect(verdict.approvals[2]).toMatchObject({
      state: 'other-person',
      person: alan,
      owner: guest,
    });
    expect(verdict.rules[0]?.isMet).toBe(true);
    expect(verdict.isMet).toBe(false);
    expect(statesOf(['nobody:ada'])).toEqual(['other-person']);
  });

  it('by nobody, or by a key that is nobody’s', () => {
    expect(statesOf(['mallory', 'ada:mallory', '<>'])).toEqual(['stranger', 'wrong', 'stranger']);
  });

  it('of the requester counts where the rule says so', () => {
    const strict = rule({ requesterCounts: false });
    const asked = { requester: 'ADA_2' };
    expect(statesOf(['ada'], asked, [strict])).toEqual(['requester']);
    expect(judge(['ada'], [strict], asked).isMet).toBe(false);
    expect(judge(['ada'], [rule({})], asked).isMet).toBe(true);
    expect(missingIn(['alan'], [rule({ ...TWO_GROUPS, requesterCounts: false })], asked)).toEqual([
      'one more of security: grace or both',
    ]);
  });

  it('is asked for of the groups from which somebody is left', () => {
    const people = [both, alan, ada];
    const strict = rule({ ...TWO_GROUPS, requesterCounts: false });
    const [missing] =
      judge(['both'], [strict], { requester: 'ada' }, people).rules[0]?.missing ?? [];
    expect(missing).toMatchObject({ groups: ['operations'], candidates: [alan] });
    const [none] = judge(['both'], [TWO_GROUPS], {}, [both]).rules[0]?.missing ?? [];
    expect(none).toMatchObject({ groups: ['operations', 'security'], candidates: [] });
  });

  it('by a person or a key that was not valid', () => {
    const [key] = ada.keys;
    if (key === undefined) throw new Error('no key');
    const late = { from: 2000, until: undefined };
    const people = [
      person('left', [], { valid: { from: undefined, until: 1000 } }),
      person('stays', [], { valid: { from: 1000, until: 1001 } }),
      person('new', [], { keys: [{ ...key, fingerprint: 'new', valid: late }] }),
    ];
    const verdict = judge(['left', 'stays', 'new'], [one], {}, people);
    expect(verdict.approvals.map(({ state }) => state)).toEqual([
      'not-valid',
      'counts',
      'not-valid',
    ]);
    expect(verdict.rules[0]?.missing[0]?.candidates).toEqual([]);
  });

  it('by the key of another of the person’s accounts', () => {
    const bound = person('bound', [], {
      keys: [{ ...ada.keys[0], fingerprint: 'bound', account: 'bound_2', valid: ALWAYS } as never],
    });
    const verdict = judge(['bound', 'bound_2'], [one], {}, [bound]);
    expect(verdict.approvals.map(({ state }) => state)).toEqual(['wrong', 'counts']);
  });

  it('counts with a request where the person has signed that, by whichever account', () => {
    const signed = { requestSigners: ['ada_3'] };
    expect(statesOf(['ada', 'grace'], signed)).toEqual(['counts', 'not-on-request']);
    expect(judge(['ada', 'grace'], [one], signed).isMet).toBe(false);
  });
});

describe('the rule that applies', () => {
  const officers = rule({
    number: 1,
    operations: [{ op: 'createUser', arguments: { type: 'CO', user: '*' } }],
    approvals: 2,
  });
  const users = rule({
    number: 2,
    operations: [{ op: 'createUser', arguments: { type: '*', user: '*' } }],
  });
  const quorum = rule({ number: 3, service: 4 });
  const numbersOf = (more: Partial<PolicyQuestion>) =>
    judge([], [officers, users, quorum], more).rules.map((one) => one.rule.number);
  const create = (type: string) => ({ op: 'createUser', arguments: { type, user: 'x' } }) as const;

  it('is the first that means the operation', () => {
    expect(numbersOf({ operation: create('CO') })).toEqual([1]);
    expect(numbersOf({ operation: create('CU') })).toEqual([2]);
    expect(
      numbersOf({ operation: { op: 'deleteUser', arguments: { type: 'CU', user: 'x' } } }),
    ).toEqual([]);
  });

  it('is every one that the token could be used for, where no operation is named', () => {
    expect(numbersOf({})).toEqual([1, 2]);
    expect(numbersOf({ service: 4 })).toEqual([3]);
    expect(judge(['ada'], [officers, users]).isMet).toBe(false);
    expect(judge(['ada', 'alan'], [officers, users]).isMet).toBe(true);
  });

  it('where there is none, nothing is met', () => {
    expect(judge(['ada', 'alan'], [quorum]).isMet).toBe(false);
  });

  it('may want a young token', () => {
    const fresh = rule({ maxTokenAge: 60 });
    expect(judge(['ada'], [fresh], { now: 1060 }).isMet).toBe(true);
    const late = judge(['ada'], [fresh], { now: 1061 });
    expect(late).toMatchObject({ isMet: false, rules: [{ tooOld: { age: 61, most: 60 } }] });
  });
});

const GROUPS = ['a', 'b', 'c'];
const people = fc
  .array(fc.subarray(GROUPS), { minLength: 1, maxLength: 6 })
  .map((all) => all.map((groups, at) => person(`p${at}`, groups)));
const rules = fc.array(
  fc
    .record({
      counts: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
      more: fc.nat(2),
      requesterCounts: fc.boolean(),
      maxTokenAge: fc.constantFrom(undefined, 5),
    })
    .map(({ counts, more, ...rest }) => {
      const seats = counts.flatMap((count, at) =>
        count > 0 ? [seat(GROUPS[at] ?? '', count)] : [],
      );
      const seated = counts.reduce((sum, count) => sum + count, 0);
      return rule({ approvals: Math.max(1, seated + more), seats, ...rest });
    }),
  { minLength: 1, maxLength: 2 },
);
/** Accounts, their own or made by another's key, strangers and repetitions among them. */
const accounts = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.nat(6), fc.constantFrom('', '_2', '_3'))
        .map(([at, end]) => `p${at}${end}`),
    },
    { weight: 1, arbitrary: fc.tuple(fc.nat(6), fc.nat(6)).map(([at, by]) => `p${at}:p${by}`) },
    { weight: 1, arbitrary: fc.constantFrom('stranger', 'p0:nobody') },
  ),
  { maxLength: 8 },
);
const requester = fc.constantFrom('nobody', 'p0', 'p1_2');
const now = fc.constantFrom(1000, 1010);

const isMet = (
  all: readonly Person[],
  wanted: readonly PolicyRule[],
  given: readonly string[],
  more: Partial<PolicyQuestion>,
) => judge(given, wanted, more, all);

describe('laws', () => {
  it('fewer approvals never make a yes of a no', () => {
    fc.assert(
      fc.property(people, rules, accounts, requester, now, fc.nat(7), (...given) => {
        const [all, wanted, words, asks, time, at] = given;
        const more = { requester: asks, now: time };
        const before = isMet(all, wanted, words, more);
        const after = isMet(all, wanted, words.toSpliced(at, 1), more);
        for (const [index, one] of after.rules.entries()) {
          if (one.isMet) expect(before.rules[index]?.isMet).toBe(true);
        }
        // Another person's key is an error that goes with its approval; nothing else does.
        const hasError = before.approvals.some(({ state }) => state === 'other-person');
        if (after.isMet && !hasError) expect(before.isMet).toBe(true);
      }),
    );
  });

  it('the second account of a person never does', () => {
    fc.assert(
      fc.property(people, rules, accounts, requester, fc.nat(7), (all, wanted, words, asks, at) => {
        const mine = words.filter((word) => !word.includes(':'));
        const again = mine[at];
        if (again === undefined || again === 'stranger') return;
        const second = `${again.slice(0, 2)}_3`;
        const more = { requester: asks };
        const before = isMet(all, wanted, words, more);
        expect(isMet(all, wanted, [...words, second], more).isMet).toBe(before.isMet);
      }),
    );
  });

  it('the order makes no difference', () => {
    const shuffled = accounts.chain((words) =>
      fc.tuple(
        fc.constant(words),
        fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }),
      ),
    );
    fc.assert(
      fc.property(people, rules, shuffled, requester, (all, wanted, [words, others], asks) => {
        const one = isMet(all, wanted, words, { requester: asks });
        const other = isMet(all, wanted, others, { requester: asks });
        expect(other.isMet).toBe(one.isMet);
        expect(other.rules).toEqual(one.rules);
      }),
    );
  });
});

/** The most seats that can be taken, by trying everything. */
function mostSeats(
  seats: readonly (string | undefined)[],
  members: readonly (readonly string[])[],
): number {
  const [first, ...rest] = members;
  if (first === undefined || seats.length === 0) return 0;
  let most = mostSeats(seats, rest);
  for (const [at, group] of seats.entries()) {
    if (group !== undefined && !first.includes(group)) continue;
    most = Math.max(most, 1 + mostSeats(seats.toSpliced(at, 1), rest));
  }
  return most;
}

describe('seats', () => {
  const subsets = [[], ['a'], ['b'], ['a', 'b']];

  it('are taken as by trying everything, in all small cases', () => {
    for (const a of [0, 1, 2]) {
      for (const b of [0, 1, 2]) {
        for (const free of [0, 1]) {
          const seats = [seat('a', a), seat('b', b)].filter(({ count }) => count > 0);
          const approvals = a + b + free;
          const all = [
            ...Array<string>(a).fill('a'),
            ...Array<string>(b).fill('b'),
            ...Array<undefined>(free).fill(undefined),
          ];
          for (const members of multisets(subsets, 4)) {
            const { taken, open } = seatPeople(
              { approvals, seats },
              members.map((groups) => ({ groups })),
            );
            const most = mostSeats(all, members);
            const missing = open.reduce((sum, { count }) => sum + count, 0);
            // Whoever is named would help, and whoever is not would not.
            const wrong = subsets.filter((groups) => {
              const isNamed = open.some(
                (one) =>
                  one.groups.length === 0 || one.groups.some((group) => groups.includes(group)),
              );
              return mostSeats(all, [...members, groups]) > most !== isNamed;
            });
            const found = { taken: taken.length, missing, wrong };
            if (found.taken === most && missing === approvals - most && wrong.length === 0)
              continue;
            expect({ a, b, free, members, found }).toEqual({ most });
          }
        }
      }
    }
  });

  it('of three groups: whoever is named would help, and nobody else', () => {
    const member = fc.subarray(GROUPS);
    fc.assert(
      fc.property(rules, fc.array(member, { maxLength: 5 }), member, ([first], members, one) => {
        if (first === undefined) return;
        const { seats, approvals } = first;
        const wanted = seats.flatMap(({ group, count }) => Array<string>(count).fill(group));
        const all = [...wanted, ...Array<undefined>(approvals - wanted.length).fill(undefined)];
        const { open } = seatPeople(
          first,
          members.map((groups) => ({ groups })),
        );
        const most = mostSeats(all, members);
        const isNamed = open.some(
          ({ groups }) => groups.length === 0 || groups.some((group) => one.includes(group)),
        );
        expect(mostSeats(all, [...members, one]) > most).toBe(isNamed);
        expect(open.reduce((sum, { count }) => sum + count, 0)).toBe(approvals - most);
      }),
    );
  });
});

/** Every way to take up to `most` of some things, whatever their order. */
function multisets<One>(things: readonly One[], most: number): readonly (readonly One[])[] {
  if (most === 0) return [[]];
  return [
    [],
    ...things.flatMap((thing, at) =>
      multisets(things.slice(at), most - 1).map((rest) => [thing, ...rest]),
    ),
  ];
}
