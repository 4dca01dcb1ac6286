import { describe, expect, it } from 'vitest';
import { judgePolicy } from '../../../src/ceremony/policy/judge-policy.ts';
import type { Person, PersonKey } from '../../../src/ceremony/policy/policy.ts';
import type { GivenApproval } from '../../../src/ceremony/policy/verdict.ts';
import { ALWAYS, person, policy, question, rule } from './policies.ts';

const seat = (group: string) => ({ group, count: 1 });
const ada = person('ada', ['security']);
const grace = person('grace', ['operations']);

/** Someone with several keys. */
function withKeys(id: string, ...keys: Partial<PersonKey>[]): Person {
  const [key] = ada.keys;
  if (key === undefined) throw new Error('no key');
  return person(id, [], { keys: keys.map((one) => ({ ...key, ...one })) });
}

describe('an approval', () => {
  it('without a signature is worth nothing', () => {
    const given: GivenApproval = { account: 'ADA_2', isUnsigned: true, isBy: () => false };
    const verdict = judgePolicy(policy([ada], [rule({})]), question([], { approvals: [given] }));
    expect(verdict.approvals).toEqual([{ account: 'ADA_2', state: 'no-file', person: ada }]);
    expect(verdict.isMet).toBe(false);
    const stranger = { ...given, account: 'mallory' };
    expect(
      judgePolicy(policy([ada], [rule({})]), question([], { approvals: [stranger] })).approvals,
    ).toEqual([{ account: 'mallory', state: 'stranger' }]);
  });

  it('by one of several keys of another person is by that person', () => {
    const eve = withKeys('eve', { fingerprint: 'eve-old' }, { fingerprint: 'eve-new' });
    const { approvals } = judgePolicy(policy([ada, eve], [rule({})]), question(['ada:eve-new']));
    expect(approvals).toEqual([{ account: 'ada', state: 'other-person', person: ada, owner: eve }]);
  });

  it('counts where its key stands there twice, and is valid once', () => {
    const once = withKeys(
      'eve',
      { fingerprint: 'eve', valid: { from: undefined, until: 1000 } },
      { fingerprint: 'eve', valid: { from: 1000, until: undefined } },
    );
    const verdict = judgePolicy(policy([once], [rule({})]), question(['eve']));
    expect(verdict.approvals).toEqual([{ account: 'eve', state: 'counts', person: once }]);
  });

  it('is held against the keys of its own person first', () => {
    const tried: string[] = [];
    const isBy = ({ fingerprint }: PersonKey): boolean => {
      tried.push(fingerprint);
      return fingerprint === 'grace';
    };
    const approvals = [{ account: 'grace', isBy }];
    const all = policy([ada, grace], [rule({})]);
    expect(judgePolicy(all, question([], { approvals })).isMet).toBe(true);
    expect(tried).not.toContain('ada');
  });
});

describe('a rule', () => {
  it('says why it applies, and who takes which seat', () => {
    const one = rule({ approvals: 2, seats: [seat('operations')] });
    const asked = {
      operation: { op: 'createUser', arguments: { type: 'CO', user: 'x' } },
    } as const;
    const verdict = judgePolicy(policy([ada, grace], [one]), question(['ada', 'grace'], asked));
    expect(verdict).toEqual({
      isMet: true,
      rules: [
        {
          rule: one,
          because: 'operation',
          isMet: true,
          taken: [
            { person: grace, group: 'operations' },
            { person: ada, group: undefined },
          ],
          missing: [],
          tooOld: undefined,
        },
      ],
      approvals: [
        { account: 'ada', state: 'counts', person: ada },
        { account: 'grace', state: 'counts', person: grace },
      ],
    });
    const unnamed = judgePolicy(policy([ada, grace], [one]), question(['ada', 'grace']));
    expect(unnamed).toEqual({
      ...verdict,
      rules: verdict.rules.map((it) => ({ ...it, because: 'no-operation-named' })),
    });
  });

  it('in which the requester does not count is not met by an approval that another counts', () => {
    const rules = [rule({ number: 1 }), rule({ number: 2, requesterCounts: false })];
    const verdict = judgePolicy(
      policy([ada, grace], rules),
      question(['ada'], { requester: 'ada' }),
    );
    expect(verdict.approvals).toEqual([{ account: 'ada', state: 'counts', person: ada }]);
    expect(verdict.isMet).toBe(false);
    expect(verdict.rules).toMatchObject([
      { isMet: true, taken: [{ person: ada }], missing: [] },
      { isMet: false, taken: [], missing: [{ groups: [], count: 1, candidates: [grace] }] },
    ]);
  });

  it('asks for people of those groups alone from which somebody is left', () => {
    const [one, other] = [
      person('one', ['security', 'audit']),
      person('other', ['audit', 'operations']),
    ];
    const seats = [seat('security'), seat('audit'), seat('operations')];
    const three = rule({ approvals: 3, seats });
    const all = policy([one, other, ada, grace], [three]);
    const { rules } = judgePolicy(all, question(['one', 'other']));
    expect(rules[0]?.missing).toEqual([
      { groups: ['operations', 'security'], count: 1, candidates: [ada, grace] },
    ]);
  });

  it('is as old as it says and no older', () => {
    const fresh = rule({ maxTokenAge: 0 });
    const judge = (now: number) =>
      judgePolicy(policy([ada], [fresh]), question(['ada'], { now })).rules[0]?.tooOld;
    expect([999, 1000, 1001].map(judge)).toEqual([undefined, undefined, { age: 1, most: 0 }]);
  });

  it('is none where nobody is anybody', () => {
    const nobody = person('nobody', [], { accounts: [], keys: [], valid: ALWAYS });
    const verdict = judgePolicy(policy([nobody], [rule({})]), question(['nobody', 'a-b']));
    expect(verdict.approvals).toEqual([
      { account: 'nobody', state: 'stranger' },
      { account: 'a-b', state: 'stranger' },
    ]);
    expect(verdict.rules[0]?.missing).toEqual([{ groups: [], count: 1, candidates: [] }]);
  });
});
