import { describe, expect, it } from 'vitest';
import {
  type JudgeRequestOptions,
  judgeRequest,
} from '../../../src/ceremony/request/judge-request.ts';
import type { BoundRequest, RequestProblem } from '../../../src/ceremony/request/request.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { readTokenFile } from '../../../src/token/token-file.ts';
import { makeToken, type TokenChoice } from '../ceremony.ts';

const NOW = 1_795_939_200;
const KEY = '0x0000000000680006';
const OTHER_KEY = '0x0000000000680007';
const POLICY = 'ab'.repeat(32);

const tokenOf = (choice: TokenChoice) => readTokenFile(makeToken(choice), nodeCrypto);
const token = tokenOf({ service: 5, keyHandle: 0x680006 });

/** For one key, by its token and by what it asks for. */
const REQUEST: BoundRequest = {
  operation: { op: 'sign', arguments: { key: `key-reference=${KEY}` } },
  requester: 'officer1',
  service: 5,
  reason: 'the release of May',
  ticket: undefined,
  made: NOW,
  expires: NOW + 600,
  policy: POLICY,
  key: KEY,
  token: { name: 'officer1.token', digest: token.digest },
};

const judge = (
  other: Partial<BoundRequest>,
  options: Partial<JudgeRequestOptions> = {},
): readonly RequestProblem[] => judgeRequest({ ...REQUEST, ...other }, { now: NOW, ...options });

describe('judgeRequest', () => {
  it('finds nothing wrong with one for the key of its token', () => {
    expect(judge({}, { token, policy: POLICY })).toEqual([]);
    expect(judge({ key: undefined }, { token })).toEqual([]);
    const operation = { op: 'sign', arguments: { key: 'attr.label=ca' } } as const;
    expect(judge({ operation }, { token })).toEqual([]);
  });

  it('says all that differs from the token', () => {
    const other = tokenOf({ service: 6, user: 'Officer2', keyHandle: 0x680007 });
    expect(judge({}, { token: other })).toEqual([
      { code: 'other-token', expected: token.digest, found: other.digest },
      { code: 'other-requester', expected: 'officer1', found: 'Officer2' },
      { code: 'other-service', expected: 5, found: 6 },
      { code: 'other-key', expected: KEY, found: OTHER_KEY },
    ]);
  });

  it('says that the token is for another key than the operation names', () => {
    const operation = {
      op: 'sign',
      arguments: { key: `key-reference=${OTHER_KEY}` },
    } as const;
    const problem = { code: 'other-key', expected: OTHER_KEY, found: KEY };
    expect(judge({ operation }, { token })).toEqual([problem]);
    expect(judge({ operation, key: undefined }, { token })).toEqual([problem]);
  });

  it('says what is wrong with it whatever the token', () => {
    expect(judge({ service: 6 })).toEqual([{ code: 'not-covered', service: 6 }]);
    expect(judge({ service: 99 })).toEqual([{ code: 'not-covered', service: 99 }]);
    expect(judge({ expires: NOW - 1 })).toEqual([{ code: 'expired', expires: NOW - 1 }]);
    expect(judge({ made: NOW + 61 })).toEqual([{ code: 'from-the-future', made: NOW + 61 }]);
  });

  it('says which policy is at hand, if any', () => {
    const found = 'cd'.repeat(32);
    expect(judge({}, { policy: found })).toEqual([
      { code: 'other-policy', expected: POLICY, found },
    ]);
    expect(judge({}, { policy: null })).toEqual([
      { code: 'other-policy', expected: POLICY, found: undefined },
    ]);
  });
});
