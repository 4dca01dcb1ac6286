import { expect, it } from 'vitest';
import type { Snapshot, TokenFinding } from '../../../src/evidence/findings.ts';
import { contradictQuorum } from '../../../src/evidence/judge/contradict-quorum.ts';

const before: Snapshot = {
  paths: ['before/quorum-values.json'],
  isInStep: true,
  users: [],
  quorumValues: [{ service: 'user', value: 2 }],
};

function token(
  names: readonly string[],
  { state = 'spent', service = 3, path = 'tokens/bob.json' }: Partial<TokenFinding> = {},
): TokenFinding {
  return {
    path,
    digest: 'ab'.repeat(32),
    requester: 'officer1',
    service,
    created: '2026-11-29T09:00:00Z',
    nodes: [0, 1],
    state,
    file: 'cd'.repeat(32),
    approvals: names.map((name) => ({
      name,
      signature: 'ef'.repeat(32),
      state: name === 'wrong' ? 'wrong' : 'right',
      fingerprint: name,
      causes: [],
    })),
    verdict: null,
  };
}

const judge = (tokens: readonly TokenFinding[], operations: { kind: 'set-m-value' }[] = []) =>
  contradictQuorum(tokens, { before, operations });

it('an operation was let through for fewer approvals than the HSMs asked for', () => {
  const no = [{ code: 'quorum-not-reached', path: 'tokens/bob.json', approvals: 1, required: 2 }];
  expect(judge([token(['a'])])).toEqual(no);
  expect(judge([token(['a', 'wrong'])])).toEqual(no);
  expect(judge([token(['a', 'a'])])).toEqual(no);
  expect(judge([token(['a', 'b'])])).toEqual([]);
});

it('of files that have the same token the one with most approvals counts', () => {
  expect(judge([token(['a']), token(['a', 'b'], { path: 'tokens/both.json' })])).toEqual([]);
});

it('nothing is said of what nobody can tell', () => {
  expect(judge([token(['a'], { state: 'withheld' })])).toEqual([]);
  expect(judge([token(['a'], { service: 4 })])).toEqual([]);
  expect(judge([token(['a'])], [{ kind: 'set-m-value' }])).toEqual([]);
  expect(contradictQuorum([token(['a'])], { before: undefined, operations: [] })).toEqual([]);
});
