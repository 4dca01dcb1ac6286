/** What is not as it was. */
import { roleOfType } from '../../token/sdk5/roles.ts';
import { findServiceByWord } from '../../token/service.ts';
import type { Snapshot, SnapshotDifference, SnapshotUser } from '../findings.ts';
import { compareWords } from './printed.ts';

/**
 * Says how two snapshots differ: users first, each in the order of their names.
 *
 * @example
 * compareSnapshots(snapshotBefore, snapshotAfter); // [{ what: 'user', name: 'bob', change: 'added', … }]
 */
export function compareSnapshots(
  before: Snapshot | undefined,
  after: Snapshot | undefined,
): readonly SnapshotDifference[] {
  if (before === undefined || after === undefined) return [];
  const users = compare('user', mapUsers(before), mapUsers(after));
  // Quorum values are of what was asked for; one that was looked at only once has not changed.
  const [first, last] = [mapValues(before), mapValues(after)];
  const values = compare('quorum-value', first, last).filter(({ change }) => change === 'changed');
  return [...users, ...values];
}

function mapUsers({ users }: Snapshot): ReadonlyMap<string, string> {
  return new Map(users.map((user) => [user.name.toLowerCase(), describeUser(user)]));
}

/** `admin, key registered, locked`: as both consoles can be held against each other. */
function describeUser({ role, hasKey, isLocked }: SnapshotUser): string {
  const words = [CLASSIC_ROLES[role] ?? role];
  if (hasKey === true) words.push('key registered');
  if (isLocked === true) words.push('locked');
  return words.join(', ');
}

const CLASSIC_ROLES: Readonly<Record<string, string | undefined>> = {
  CU: roleOfType(1),
  CO: roleOfType(2),
  AU: 'internal(APPLIANCE_USER)',
  PRECO: 'unactivated-admin',
  PCO: roleOfType(2),
};

function mapValues({ quorumValues }: Snapshot): ReadonlyMap<string, string> {
  return new Map(
    quorumValues.map(({ service, value }) => [
      findServiceByWord(service)?.name ?? service,
      String(value),
    ]),
  );
}

function compare(
  what: SnapshotDifference['what'],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly SnapshotDifference[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareWords);
  return names.flatMap((name): readonly SnapshotDifference[] => {
    const [one, other] = [before.get(name), after.get(name)];
    if (one === other) return [];
    const change = one === undefined ? 'added' : other === undefined ? 'removed' : 'changed';
    return [{ what, name, change, before: one ?? null, after: other ?? null }];
  });
}
