/**
 * What an audit finds: what HSMs logged, held against what was asked for. It says no more than the log holds.
 */
import type { Operation } from '../ceremony/operation/operation.ts';
import type { SignedRequest } from '../ceremony/request/request.ts';
import type { LogOddity } from './log-event.ts';

/** Everything that was found. Times are microseconds since 1970-01-01 UTC. */
export interface AuditReport {
  readonly streams: readonly StreamReport[];
  /** Guarded operations that were done within the time looked at, oldest first. */
  readonly operations: readonly AuditedOperation[];
  /** The same from before it: a cluster being set up. */
  readonly before: readonly AuditedOperation[];
  readonly requests: readonly AuditedRequest[];
  /** Tokens that were got and never used, as far as the log can tell. */
  readonly unusedTokens: readonly UnusedToken[];
  readonly findings: readonly AuditFinding[];
}

/** One log of one HSM. */
export interface StreamReport {
  readonly name: string;
  readonly events: bigint;
  readonly first: { readonly time: bigint; readonly sequence: bigint } | undefined;
  readonly last: { readonly time: bigint; readonly sequence: bigint } | undefined;
}

/** One guarded operation, which is one event in each stream. */
export interface AuditedOperation {
  readonly time: bigint;
  /** As far as the log tells: of a quorum value that was set, it tells neither which nor how much. */
  readonly operation: LoggedOperation;
  /** Who was logged in; missing where the log does not begin before that. */
  readonly actor: string | undefined;
  /** In which streams it was done, and where it stands there. */
  readonly done: readonly Sighting[];
  /** Streams in which it should stand and does not, or was refused. */
  readonly missing: readonly string[];
  /** The request that covers it, by its place in {@link AuditReport.requests}. */
  readonly request: number | undefined;
}

/** An event in a stream. */
export interface Sighting {
  readonly stream: string;
  readonly time: bigint;
  readonly sequence: bigint;
  readonly session: number;
}

/** What a log tells of an operation. */
export type LoggedOperation =
  | { readonly kind: 'known'; readonly operation: Operation }
  /** a quorum value was set */
  | { readonly kind: 'set-m-value' };

/** A request, and what became of it. */
export interface AuditedRequest {
  /** Its file, as it was named. */
  readonly path: string;
  readonly request: SignedRequest;
  /** Places in {@link AuditReport.operations}; more than one: it was done twice. */
  readonly operations: readonly number[];
  /** Operations that are those of the request, done outside its time. */
  readonly outside: readonly number[];
}

export interface UnusedToken {
  readonly time: bigint;
  readonly actor: string | undefined;
  readonly streams: readonly string[];
}

/** Why an audit ends with a no; each says where. */
export type AuditFinding =
  | { readonly code: 'uncovered'; readonly operation: number }
  /** no request covers it, and this one would, at another time */
  | { readonly code: 'outside-time'; readonly operation: number; readonly request: number }
  /** the request covers it, and its signatures do not hold */
  | { readonly code: 'request-not-approved'; readonly operation: number; readonly request: number }
  | {
      readonly code: 'done-twice';
      readonly request: number;
      readonly operations: readonly number[];
    }
  | { readonly code: 'not-everywhere'; readonly operation: number }
  | {
      readonly code: 'gap';
      readonly stream: string;
      readonly after: bigint;
      readonly next: bigint;
      readonly time: bigint;
    }
  | {
      readonly code: 'out-of-order';
      readonly stream: string;
      readonly after: bigint;
      readonly next: bigint;
      readonly time: bigint;
    }
  | {
      readonly code: 'reboot';
      readonly stream: string;
      readonly from: number;
      readonly to: number;
      readonly time: bigint;
    }
  | {
      readonly code: 'ends-in-session';
      readonly stream: string;
      readonly actor: string;
      readonly session: number;
      readonly time: bigint;
    }
  /** the log begins later than the time looked at */
  | { readonly code: 'begins-late'; readonly stream: string; readonly time: bigint }
  | { readonly code: 'unreadable'; readonly stream: string; readonly oddity: LogOddity };
