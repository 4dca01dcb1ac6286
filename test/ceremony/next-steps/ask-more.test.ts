import { describe, expect, it } from 'vitest';
import { readSignedToken } from '../../../src/ceremony/approval-set.ts';
import { askByPolicy, askMore } from '../../../src/ceremony/next-steps/ask-more.ts';
import { findNextSteps } from '../../../src/ceremony/next-steps.ts';
import type { SetVerdict } from '../../../src/ceremony/policy/judge-set.ts';
import type { MissingSeats, RuleVerdict } from '../../../src/ceremony/policy/verdict.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { person, rule } from '../policy/policies.ts';
import { missingOf, statusWith } from './statuses.ts';

const NOBODY: ReadonlySet<string> = new Set();

describe('asking for as many as the HSM wants', () => {
  const missing = missingOf('officer1', 'officer2', 'officer3');
  const unusable = { name: 'officer0', isUsable: false };

  it.each<[string, Parameters<typeof statusWith>[0], readonly string[], unknown]>([
    ['all that are wanted', {}, [], { count: 2 }],
    ['those that are left', { right: 1 }, [], { count: 1 }],
    ['fewer where others come', {}, ['officer9'], { count: 1 }],
    ['no more than there are', { required: 5 }, [], { count: 3 }],
  ])('%s', (_, more, names, expected) => {
    expect(askMore(statusWith({ missing, ...more }), new Set(names))).toEqual([
      { code: 'ask-more', officers: ['officer1', 'officer2', 'officer3'], ...(expected as object) },
    ]);
  });

  it('nobody where enough have come, or come', () => {
    expect(askMore(statusWith({ missing, right: 2 }), NOBODY)).toEqual([]);
    expect(askMore(statusWith({ missing, right: 3 }), NOBODY)).toEqual([]);
    expect(askMore(statusWith({ missing, right: 1 }), new Set(['officer9']))).toEqual([]);
  });

  it('nobody whose approval would not count', () => {
    expect(askMore(statusWith({ missing: [unusable] }), NOBODY)).toEqual([]);
    expect(askMore(statusWith({ missing: [unusable, ...missing] }), NOBODY)).toEqual([
      { code: 'ask-more', count: 2, officers: ['officer1', 'officer2', 'officer3'] },
    ]);
  });
});

describe('asking by a policy', () => {
  const [ann, bob, carl] = ['ann', 'bob', 'carl'].map((id) => person(id, ['ops'])) as [
    ReturnType<typeof person>,
    ReturnType<typeof person>,
    ReturnType<typeof person>,
  ];
  const seats = (more: Partial<MissingSeats>): MissingSeats => ({
    groups: ['ops'],
    count: 1,
    candidates: [ann, bob],
    ...more,
  });
  const verdict = (
    missing: readonly MissingSeats[],
    tooOld: RuleVerdict['tooOld'] = undefined,
  ): RuleVerdict => ({
    rule: rule({}),
    because: 'operation',
    isMet: false,
    taken: [],
    missing,
    tooOld,
  });
  const policyOf = (...rules: readonly RuleVerdict[]): SetVerdict => ({
    isMet: false,
    rules,
    approvals: [],
    requestProblems: [],
  });
  const status = statusWith({ missing: missingOf('officer1', 'officer2') });
  const ask = (policy: SetVerdict, ...names: readonly string[]) =>
    askByPolicy(policy, status, new Set(names));

  it('nobody where no rule is about it', () => {
    expect(ask(policyOf())).toEqual([{ code: 'no-rule' }]);
  });

  it('nobody where the token is too old for a rule: the requester gets another one', () => {
    const tooOld = { age: 601, most: 600 };
    const policy = policyOf(verdict([seats({})]), verdict([seats({})], tooOld));
    expect(ask(policy)).toEqual([{ code: 'get-token', user: 'officer1' }]);
    const { token, ...others } = status;
    const empty = readSignedToken('t', Buffer.alloc(0), nodeCrypto);
    expect(token?.records).toHaveLength(2);
    for (const one of [others, { ...status, token: empty }]) {
      expect(askByPolicy(policy, one, NOBODY)).toEqual([{ code: 'get-token', user: undefined }]);
    }
  });

  it('whoever could take a seat, by the first account of the first', () => {
    expect(ask(policyOf(verdict([seats({})])))).toEqual([
      { code: 'ask-seats', seats: seats({}), account: 'ann' },
    ]);
  });

  it('nobody twice for what two rules want alike', () => {
    const [one, other] = [seats({}), seats({ candidates: [bob, carl] })];
    expect(ask(policyOf(verdict([one, other]), verdict([seats({ count: 2 })])))).toEqual([
      { code: 'ask-seats', seats: seats({ count: 2 }), account: 'ann' },
      { code: 'ask-seats', seats: other, account: 'bob' },
    ]);
  });

  it('nobody for a seat that one of them takes by another step, by whichever account', () => {
    const two = seats({ count: 2, candidates: [ann, bob, carl] });
    expect(ask(policyOf(verdict([two])), 'bob_3')).toEqual([
      { code: 'ask-seats', seats: { ...two, count: 1, candidates: [ann, carl] }, account: 'ann' },
    ]);
    const one = policyOf(verdict([seats({}), seats({ groups: ['audit'], candidates: [carl] })]));
    expect(ask(one, 'ann')).toEqual([
      {
        code: 'ask-seats',
        seats: seats({ groups: ['audit'], candidates: [carl] }),
        account: 'carl',
      },
    ]);
  });

  it('nobody in particular for a seat for which nobody is left', () => {
    const none = seats({ candidates: [] });
    expect(ask(policyOf(verdict([none])))).toEqual([
      { code: 'ask-seats', seats: none, account: undefined },
    ]);
  });

  it('as many as the HSM wants where all rules are met', () => {
    const more = { code: 'ask-more', count: 2, officers: ['officer1', 'officer2'] };
    expect(ask(policyOf(verdict([])))).toEqual([more]);
    expect(ask(policyOf(verdict([seats({})])), 'bob')).toEqual([{ ...more, count: 1 }]);
  });

  it('comes first in the next steps', () => {
    const policy = policyOf(verdict([seats({})]));
    expect(findNextSteps(statusWith({ policy, missing: status.missing }))).toEqual([
      { code: 'ask-seats', seats: seats({}), account: 'ann' },
    ]);
  });
});
