import { expect, it } from 'vitest';
import type { AuditedOperation } from '../../../src/audit/report.ts';
import type { Snapshot } from '../../../src/evidence/findings.ts';
import { contradictSnapshots } from '../../../src/evidence/judge/contradict-snapshots.ts';
import { compareSnapshots } from '../../../src/evidence/snapshot/compare-snapshots.ts';

const snapshot = (value: number): Snapshot => ({
  paths: ['before/quorum-values.json'],
  isInStep: true,
  users: [],
  quorumValues: [{ service: 'user', value }],
});

/** A quorum value is set at a time. The vendor's logs tell neither which nor how much. */
const set = (time: bigint, service?: number, m?: number): AuditedOperation => ({
  time,
  operation: { kind: 'set-m-value', service, m },
  actor: 'officer1',
  done: [],
  missing: [],
  request: undefined,
});

function judge(
  { before = [], operations = [] }: Partial<Record<'before' | 'operations', AuditedOperation[]>>,
  taken?: bigint,
) {
  const [first, last] = [snapshot(2), snapshot(1)];
  const differences = compareSnapshots(first, last);
  return contradictSnapshots(first, last, differences, { before, operations }, taken);
}

const NO = [{ code: 'difference-not-in-logs', name: 'USER_MGMT' }];

it('a quorum value is another by an operation of it alone', () => {
  expect(judge({})).toEqual(NO);
  expect(judge({ operations: [set(9n)] })).toEqual([]);
  expect(judge({ operations: [set(9n, 3, 1)] })).toEqual([]);
  expect(judge({ operations: [set(9n, 3, 2)] })).toEqual(NO);
  expect(judge({ operations: [set(9n, 4, 1)] })).toEqual(NO);
});

it('what was done before the first snapshot was taken explains nothing', () => {
  expect(judge({ before: [set(4n)] })).toEqual([]);
  expect(judge({ before: [set(4n)] }, 5n)).toEqual(NO);
  expect(judge({ before: [set(5n)] }, 5n)).toEqual([]);
});
