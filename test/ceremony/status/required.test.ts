import { describe, expect, it } from 'vitest';
import { readSignedToken } from '../../../src/ceremony/approval-set.ts';
import { readBareToken } from '../../../src/ceremony/formats/bare-token.ts';
import type { Policy } from '../../../src/ceremony/policy/policy.ts';
import {
  findRequired,
  type KeyApprovers,
  type Required,
} from '../../../src/ceremony/status/required.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { makeToken } from '../ceremony.ts';
import { policy } from '../policy/policies.ts';

const SET = readBareToken('t', makeToken(), nodeCrypto);
const POLICY: Policy = { ...policy([], []), mValues: new Map([[3, 4]]) };
const OTHER_POLICY: Policy = { ...policy([], []), mValues: new Map([[4, 4]]) };
const KEY: KeyApprovers = { users: ['bob'], required: 5 };
const FREE_KEY: KeyApprovers = { users: ['bob'], required: 0 };

describe('how many approvals are needed', () => {
  it.each<
    [
      string,
      {
        readonly given?: number;
        readonly key?: KeyApprovers;
        readonly policy?: Policy;
        readonly claimed?: number;
      },
      Required,
    ]
  >([
    [
      'whoever knows M, before all others',
      { given: 1, key: KEY, policy: POLICY, claimed: 6 },
      { required: 1, requiredFrom: 'option' },
    ],
    [
      'the key, before policy and file',
      { key: KEY, policy: POLICY, claimed: 6 },
      { required: 5, requiredFrom: 'key' },
    ],
    [
      'the policy, before the file',
      { policy: POLICY, claimed: 6 },
      { required: 4, requiredFrom: 'policy' },
    ],
    [
      'the policy, where the key asks for none',
      { key: FREE_KEY, policy: POLICY },
      { required: 4, requiredFrom: 'policy' },
    ],
    [
      'the file, where the policy is about another service',
      { policy: OTHER_POLICY, claimed: 6 },
      { required: 6, requiredFrom: 'file' },
    ],
    ['the file', { claimed: 6 }, { required: 6, requiredFrom: 'file' }],
    ['the file, and not fewer than 2', { claimed: 1 }, { required: 2, requiredFrom: 'file' }],
    ['the file, and not more than 20', { claimed: 21 }, { required: 20, requiredFrom: 'file' }],
    ['nobody, so that it is 2', {}, { required: 2, requiredFrom: 'least' }],
  ])('is said by %s', (_, { given, key, policy: agreed, claimed }, expected) => {
    const set = { ...SET, claimedApprovals: claimed };
    expect(findRequired(set, given, agreed, key)).toStrictEqual(expected);
  });

  it('is said by no policy of a token that is none', () => {
    const expected = { required: 2, requiredFrom: 'least' };
    const all = { ...POLICY, mValues: new Map([...Array(9).keys()].map((n) => [n, 4])) };
    const none = readSignedToken('t', Buffer.alloc(0), nodeCrypto);
    for (const token of [none, undefined]) {
      expect(findRequired({ ...SET, token }, undefined, all, undefined)).toEqual(expected);
    }
  });
});
