import { describe, expect, it } from 'vitest';
import {
  findRule,
  listRulesOfService,
  listServicesOfRule,
} from '../../../src/ceremony/policy/find-rules.ts';
import { policy, rule } from './policies.ts';

const CREATE = { op: 'createUser', arguments: { type: 'CO', user: '*' } } as const;
const SET_M = { op: 'setMValue', arguments: { service: '*', m: '*' } } as const;
const SIGN = { op: 'sign', arguments: { key: '*' } } as const;

const RULES = [
  rule({ number: 1, operations: [CREATE, SET_M] }),
  rule({ number: 2, operations: [SIGN, CREATE] }),
  rule({ number: 3, operations: [{ arguments: {} }], service: 4 }),
  rule({ number: 4, operations: [SET_M], service: 3 }),
  rule({ number: 5 }),
];

describe('the rules of a service', () => {
  it.each([
    [3, [1, 2, 5]],
    [4, [1, 3, 5]],
    [5, [2, 5]],
    [0, [5]],
    // A token of a service that nobody knows lets nothing through that has a name.
    [99, [5]],
  ])('%i are %j', (service, numbers) => {
    const found = listRulesOfService(policy([], RULES), service);
    expect(found.map(({ number }) => number)).toEqual(numbers);
  });

  it('are those whose tokens a rule is about', () => {
    expect(RULES.map(listServicesOfRule)).toEqual([
      [3, 4],
      [3, 5],
      [4],
      [],
      [0, 1, 2, 3, 4, 5, 6, 7],
    ]);
  });
});

describe('the rule of an operation', () => {
  const create = { op: 'createUser', arguments: { type: 'CO', user: 'x' } } as const;
  const setM = { op: 'setMValue', arguments: { service: 'miscCo', m: '2' } } as const;

  it.each([
    [create, 3, 1],
    [setM, 4, 1],
    [{ op: 'sign', arguments: { key: 'a=1' } } as const, 5, 2],
    [{ op: 'createUser', arguments: { type: 'CU', user: 'x' } } as const, 4, 3],
    [{ op: 'deleteUser', arguments: { type: 'CU', user: 'x' } } as const, 3, 5],
  ])('%j of service %i is %i', (operation, service, number) => {
    expect(findRule(policy([], RULES), operation, service)?.number).toBe(number);
  });

  it('is none where none means it', () => {
    expect(findRule(policy([], RULES.slice(1, 4)), setM, 5)).toBeUndefined();
  });
});
