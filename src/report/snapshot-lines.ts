/** Users and quorum values before and after, each once, with whether it changed. */
import type { Snapshot, SnapshotDifference, SnapshotUser } from '../evidence/findings.ts';
import { findServiceByWord } from '../token/service.ts';

/** A user or a quorum value. */
export interface SnapshotLine {
  readonly what: SnapshotDifference['what'];
  readonly name: string;
  /** Null where it was not there, or nobody looked. */
  readonly before: string | null;
  readonly after: string | null;
  /** Null where it stayed as it was, or one of the two was not looked at. */
  readonly change: SnapshotDifference['change'] | null;
}

/**
 * Lays two snapshots side by side: users first, each in the order of the snapshots, those that are only in the second
 * behind those of the first. What differs is as the findings say.
 *
 * @example
 * layOutSnapshots(snapshotBefore, snapshotAfter, differences)[0];
 * // { what: 'user', name: 'admin', before: 'admin, key registered', after: 'admin, key registered', change: null }
 */
export function layOutSnapshots(
  before: Snapshot | null,
  after: Snapshot | null,
  differences: readonly SnapshotDifference[],
): readonly SnapshotLine[] {
  return (['user', 'quorum-value'] as const).flatMap((what) => {
    const [first, second] = [listValues(before, what), listValues(after, what)];
    const found = new Map(
      differences.filter((one) => one.what === what).map((one) => [one.name, one]),
    );
    const keys = new Set([...first.keys(), ...second.keys(), ...found.keys()]);
    return [...keys].map((key): SnapshotLine => {
      const difference = found.get(key);
      if (difference !== undefined) return difference;
      const name = first.get(key)?.name ?? second.get(key)?.name ?? key;
      const values = [first.get(key)?.value ?? null, second.get(key)?.value ?? null] as const;
      return { what, name, before: values[0], after: values[1], change: null };
    });
  });
}

interface Value {
  readonly name: string;
  readonly value: string;
}

/** By the name that findings have, which is the same for both consoles. */
function listValues(
  snapshot: Snapshot | null,
  what: SnapshotDifference['what'],
): ReadonlyMap<string, Value> {
  if (snapshot === null) return new Map();
  return what === 'user'
    ? new Map(
        snapshot.users.map((user) => [
          user.name.toLowerCase(),
          { name: user.name, value: describeUser(user) },
        ]),
      )
    : new Map(
        snapshot.quorumValues.map(({ service, value }) => [
          findServiceByWord(service)?.name ?? service,
          { name: service, value: String(value) },
        ]),
      );
}

function describeUser({ role, hasKey, isLocked }: SnapshotUser): string {
  return [
    role,
    ...(hasKey === true ? ['key registered'] : []),
    ...(isLocked === true ? ['locked'] : []),
  ].join(', ');
}
