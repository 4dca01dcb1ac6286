/** What one file of a console's output tells of a cluster. */
import type { SnapshotUser } from '../findings.ts';

export interface Printed {
  readonly users: readonly SnapshotUser[] | undefined;
  readonly quorumValues: readonly { readonly service: string; readonly value: number }[];
  /** All HSMs told the same. */
  readonly isInStep: boolean;
}

/** A cluster has 1,024 users at most (AWS CloudHSM quotas). */
export const MOST_USERS = 4096;
/** Names and roles of consoles are shorter. */
export const LONGEST_WORD = 64;

/** The same in each of several lists. */
export function areAlike(lists: readonly (readonly object[])[]): boolean {
  const [first, ...others] = lists.map((list) => JSON.stringify(list));
  return others.every((other) => other === first);
}

export function compareWords(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
