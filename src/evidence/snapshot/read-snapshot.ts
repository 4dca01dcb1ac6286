/**
 * Users and quorum values at one time, out of whatever the consoles printed then.
 */
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import type { Snapshot, SnapshotUser } from '../findings.ts';
import type { Piece } from '../piece.ts';
import { areAlike, compareWords, type Printed } from './printed.ts';
import { readClassicOutput } from './read-classic-output.ts';
import { readSdk5Output } from './read-sdk5-output.ts';

/**
 * Reads one file of a console's output.
 *
 * @returns nothing where it is something else
 * @example
 * readPrinted(readFileSync('users.json'))?.users?.length; // 4
 */
export function readPrinted(bytes: Uint8Array): Printed | undefined {
  return looksLikeJson(bytes) ? readSdk5Output(bytes) : readClassicOutput(bytes);
}

/**
 * Puts everything together that was printed at one time.
 *
 * @param pieces in whatever order; those that are no such output are left out
 * @returns nothing where there is none
 */
export function readSnapshot(pieces: readonly Piece[]): Snapshot | undefined {
  const printed = [...pieces]
    .sort((one, other) => compareWords(one.path, other.path))
    .flatMap(({ path, bytes }) => {
      const read = readPrinted(bytes);
      return read === undefined ? [] : [{ path, read }];
    });
  if (printed.length === 0) return undefined;
  const lists = printed.flatMap(({ read: { users } }) => (users === undefined ? [] : [users]));
  const sorted = lists.map((users) => [...users].sort(inOrder));
  const values = printed.flatMap(({ read }) => read.quorumValues);
  const byService = new Map(values.map(({ service, value }) => [service, value]));
  return {
    paths: printed.map(({ path }) => path),
    isInStep:
      printed.every(({ read }) => read.isInStep) &&
      areAlike(sorted) &&
      values.every(({ service, value }) => byService.get(service) === value),
    users: sorted[0] ?? [],
    quorumValues: [...byService]
      .map(([service, value]) => ({ service, value }))
      .sort((one, other) => compareWords(one.service, other.service)),
  };
}

/** By role, then by name. */
function inOrder(one: SnapshotUser, other: SnapshotUser): number {
  return compareWords(one.role, other.role) || compareWords(one.name, other.name);
}
