import { describe, expect, it } from 'vitest';
import { clockOf, type KeyFound, type KnownKey } from '../../src/ceremony/token-key.ts';

const KEY: KnownKey = {
  label: 'k',
  class: 'private-key',
  type: 'ec',
  curve: 'secp256r1',
  fingerprint: undefined,
  checkValue: undefined,
  isDestroyable: false,
  owner: 'bob',
  sharedWith: [],
  usersWithoutKey: [],
  quorum: { use: 2, manage: 2 },
};

describe('the clock by which a token ages', () => {
  it.each<[string, KeyFound | undefined, number]>([
    ['the machine’s where it is for no key', undefined, 7],
    ['the machine’s where no cluster is at hand', { state: 'no-cluster' }, 7],
    ['the machine’s where the cluster is damaged', { state: 'unreadable', cluster: 'c' }, 7],
    [
      'the machine’s where the token is not live there',
      { state: 'found', cluster: 'c', key: KEY, hasToken: false, now: 9 },
      7,
    ],
    [
      'the cluster’s where the token is live',
      { state: 'found', cluster: 'c', key: KEY, hasToken: true, now: 9 },
      9,
    ],
  ])('is %s', (_, found, expected) => {
    const key = found && { reference: '0x06', service: 5, requester: 'bob', found };
    expect(clockOf(key, 7)).toBe(expected);
  });
});
