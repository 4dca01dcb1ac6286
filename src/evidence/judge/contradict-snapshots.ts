/**
 * Snapshots held against logs: every user that is not as before needs an operation that made it so, and every operation
 * its trace.
 */
import type { AuditReport, LoggedOperation } from '../../audit/report.ts';
import { findServiceByWord } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import type { Contradiction, Snapshot, SnapshotDifference } from '../findings.ts';

/**
 * Only where both snapshots and logs are there.
 *
 * @param taken from when on the first snapshot was taken, microseconds since 1970: what was done earlier it has already;
 *   nothing where nobody knows
 */
export function contradictSnapshots(
  before: Snapshot | undefined,
  after: Snapshot | undefined,
  differences: readonly SnapshotDifference[],
  report: Pick<AuditReport, 'before' | 'operations'>,
  taken: bigint | undefined,
): readonly Contradiction[] {
  if (before === undefined || after === undefined) return [];
  const { operations } = report;
  const earlier = report.before.filter(({ time }) => taken === undefined || time >= taken);
  const logged = [...earlier, ...operations].map(({ operation }) => operation);
  const unexplained = differences
    .filter((difference) => !needsNoOperation(difference))
    .filter((difference) => !logged.some((operation) => isExplainedBy(difference, operation)))
    .map(({ name }) => ({ code: 'difference-not-in-logs', name }) as const);
  const untraced = listMade(operations.map(({ operation }) => operation))
    .filter(({ name, isThere }) => hasUser(after, name) !== isThere)
    .map(({ name }) => ({ code: 'operation-not-in-snapshots', name }) as const);
  return after.users.length === 0 ? unexplained : [...unexplained, ...untraced];
}

function isExplainedBy(
  { what, name, change, after }: SnapshotDifference,
  operation: LoggedOperation,
): boolean {
  if (what === 'quorum-value') {
    if (operation.kind !== 'set-m-value') return false;
    const { service, m } = operation;
    const isOfIt = service === undefined || service === findServiceByWord(name)?.number;
    return isOfIt && (m === undefined || String(m) === after);
  }
  // Nobody's role changes: a user of another one was deleted, and made anew.
  return (
    operation.kind === 'known' &&
    operation.operation.arguments['user'] === name &&
    operation.operation.op === (change === 'removed' ? 'deleteUser' : 'createUser')
  );
}

/**
 * Keys that officers register, and locks, are nobody's to approve: what a log has of them differs. So is the first
 * password, by which an officer becomes one.
 */
function needsNoOperation({ what, change, before, after }: SnapshotDifference): boolean {
  if (what !== 'user' || change !== 'changed') return false;
  const [from, to] = [roleOf(before), roleOf(after)];
  return from === to || (from === 'unactivated-admin' && to === 'admin');
}

/** `admin` of `admin, key registered`. */
function roleOf(user: string | null): string | undefined {
  return user?.split(', ')[0];
}

/** Users that were made or deleted, by what came last. */
function listMade(
  operations: readonly LoggedOperation[],
): readonly { readonly name: string; readonly isThere: boolean }[] {
  const made = new Map<string, boolean>();
  for (const logged of operations) {
    if (logged.kind !== 'known') continue;
    const { op, arguments: values } = logged.operation;
    const name = values['user'];
    if (name === undefined || (op !== 'createUser' && op !== 'deleteUser')) continue;
    made.set(name, op === 'createUser');
  }
  return [...made].map(([name, isThere]) => ({ name, isThere }));
}

function hasUser({ users }: Snapshot, name: string): boolean {
  return users.some((user) => (canonicalUserName(user.name) ?? user.name) === name);
}
