import { describe, expect, it } from 'vitest';
import { readSignedToken } from '../../../src/ceremony/approval-set.ts';
import { findNextSteps, type NextStep } from '../../../src/ceremony/next-steps.ts';
import type { CeremonyStatus, RequestStatus } from '../../../src/ceremony/status.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { approvalOf, missingOf, RIGHT, statusWith } from './statuses.ts';

const FIX = { code: 'set-count', count: 2 } as const;
const EMPTY = readSignedToken('t', Buffer.alloc(0), nodeCrypto);
const REQUEST: RequestStatus = {
  signed: {} as RequestStatus['signed'],
  problems: [],
  signatures: [],
  signers: new Set(),
};
const EXPIRED = { code: 'expired', expires: 7 } as const;

/** Enough has come, and something is left that each of these would say otherwise. */
const RIGHT_ONES = [approvalOf('officer1', RIGHT), approvalOf('officer2', RIGHT)];

describe('what is next with a file as a whole', () => {
  it('is its fix, as long as the quorum is not reached', () => {
    expect(findNextSteps(statusWith({ missing: missingOf('officer1') }), FIX)).toEqual([FIX]);
    expect(findNextSteps(statusWith({ reached: true }), FIX)).toEqual([
      { code: 'hand-in', user: 'officer1' },
    ]);
  });

  it.each<[string, Partial<CeremonyStatus>, readonly NextStep[]]>([
    [
      'of another kind',
      { refusals: [{ code: 'no-approvals' }, { code: 'other-kind', kind: 'mfa' }] },
      [{ code: 'other-kind' }],
    ],
    [
      'over another token than all have signed',
      { signedToken: 'old.token', refusals: [{ code: 'no-approvals' }] },
      [{ code: 'set-token', token: 'old.token' }],
    ],
    [
      'whose token is mixed',
      { refusals: [{ code: 'mixed-token', oddity: { code: 'repeated-node' } }] },
      [{ code: 'get-token', user: 'officer1' }],
    ],
    [
      'whose token is none',
      {
        token: EMPTY,
        refusals: [
          { code: 'no-token', problem: EMPTY.problem as NonNullable<typeof EMPTY.problem> },
        ],
      },
      [{ code: 'get-token', user: undefined }],
    ],
    [
      'whose request does not count',
      { request: { ...REQUEST, problems: [EXPIRED, { code: 'not-covered', service: 3 }] } },
      [{ code: 'fix-request', problem: EXPIRED }],
    ],
    [
      'whose request counts',
      { request: REQUEST, missing: missingOf('officer1') },
      [{ code: 'ask-more', count: 1, officers: ['officer1'] }],
    ],
  ])('of one %s', (_, more, steps) => {
    expect(findNextSteps(statusWith(more))).toEqual(steps);
  });

  it('is to repair it where it has no token', () => {
    const { token, ...others } = statusWith({ refusals: [{ code: 'no-approvals' }] });
    expect(token).toBeDefined();
    expect(findNextSteps(others)).toEqual([{ code: 'repair-file' }]);
  });
});

describe('what is next where the quorum is reached', () => {
  it('is to hand it in, after what is left to do', () => {
    const approvals = [...RIGHT_ONES, approvalOf('officer3', { state: 'unread' })];
    expect(findNextSteps(statusWith({ approvals, right: 2, reached: true }))).toEqual([
      { code: 'read-all' },
      { code: 'hand-in', user: 'officer1' },
    ]);
  });

  it('is to hand it in, by whomever, where the token tells no user', () => {
    expect(findNextSteps(statusWith({ token: EMPTY, reached: true }))).toEqual([
      { code: 'hand-in', user: undefined },
    ]);
  });
});

describe('what is next where nobody has anything to do', () => {
  const enough = { approvals: RIGHT_ONES, right: 2 };

  it('is to say how many are needed, where nobody has said it', () => {
    expect(findNextSteps(statusWith({ ...enough, requiredFrom: 'least' }))).toEqual([
      { code: 'say-required' },
    ]);
  });

  it('is to look at the file, where something else keeps it', () => {
    expect(findNextSteps(statusWith({ ...enough, requiredFrom: 'file' }))).toEqual([
      { code: 'look-at-file' },
    ]);
  });

  it('is not that, where somebody has something to do', () => {
    const missing = missingOf('officer3');
    const ask = { code: 'ask-more', count: 1, officers: ['officer3'] };
    for (const requiredFrom of ['least', 'file'] as const) {
      expect(findNextSteps(statusWith({ missing, right: 1, requiredFrom }))).toEqual([ask]);
    }
  });
});

describe('what is next with a file that the tool reads otherwise', () => {
  const ask = { code: 'ask-more', count: 2, officers: ['officer1', 'officer2'] };
  const odd: Partial<CeremonyStatus> = {
    warnings: [{ code: 'key-users-unknown' }, { code: 'readings-differ' }],
    missing: missingOf('officer1', 'officer2'),
  };

  it('is to look at it first', () => {
    expect(findNextSteps(statusWith(odd))).toEqual([{ code: 'look-at-file' }, ask]);
  });

  it('is to make the tool read all of it, where some is not read', () => {
    const approvals = [approvalOf('officer3', { state: 'unread' })];
    const asked = { ...ask, count: 1 };
    expect(findNextSteps(statusWith({ ...odd, approvals }))).toEqual([{ code: 'read-all' }, asked]);
  });

  it('is none of both where another thing is warned of', () => {
    const warnings = [{ code: 'key-users-unknown' }] as const;
    expect(findNextSteps(statusWith({ ...odd, warnings }))).toEqual([ask]);
  });
});
