/**
 * Policies: who may approve what. A quorum counts accounts; a policy counts people.
 */
import type { Span } from '../../diagnostic.ts';
import type { OfficerKey } from '../officer-key.ts';
import type { OperationPattern } from '../operation/operation.ts';

/** A policy that was read and in which nothing is wrong. */
export interface Policy {
  /** SHA-256 of the file's bytes (of the payload, where it is signed), hex. */
  readonly digest: string;
  readonly name: string | undefined;
  /** M of services by their numbers, as the cluster has them, where the policy says so. */
  readonly mValues: ReadonlyMap<number, number>;
  readonly people: readonly Person[];
  /** In the order of the file: of an operation, the first that means it applies. */
  readonly rules: readonly PolicyRule[];
}

/** Someone who may approve. */
export interface Person {
  /** The table's key, as `ada`: by which everything else names this person. */
  readonly id: string;
  /** The full name; the id where there is none. */
  readonly name: string;
  readonly groups: readonly string[];
  /** User names on the cluster, in small letters. */
  readonly accounts: readonly string[];
  readonly keys: readonly PersonKey[];
  readonly valid: ValidTime;
  readonly span: Span;
}

/** One of a person's keys. */
export interface PersonKey {
  readonly key: OfficerKey;
  /** SHA-256 of its SPKI, hex. */
  readonly fingerprint: string;
  /** The one account that it is of; of any of the person's where it is missing. */
  readonly account: string | undefined;
  readonly valid: ValidTime;
}

/** Half open: seconds since 1970-01-01 UTC. */
export interface ValidTime {
  readonly from: number | undefined;
  readonly until: number | undefined;
}

/** Seats of a group. */
export interface GroupSeats {
  readonly group: string;
  readonly count: number;
  /** Where the file names the group. */
  readonly span?: Span;
}

/** How many, and which, must approve operations of a kind. */
export interface PolicyRule {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly name: string | undefined;
  /** Only of tokens of this service, where it is given. */
  readonly service: number | undefined;
  /** Any of them. */
  readonly operations: readonly OperationPattern[];
  /** How many people in all; at least as many as `seats` ask for. */
  readonly approvals: number;
  /** How many of them from each group; somebody in two groups takes one seat. */
  readonly seats: readonly GroupSeats[];
  readonly requesterCounts: boolean;
  /** How old a token may be, in seconds. */
  readonly maxTokenAge: number | undefined;
  readonly span: Span;
}
