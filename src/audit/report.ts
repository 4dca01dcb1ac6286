/**
 * What an audit finds: what HSMs logged, held against what was asked for. It says no more than the log holds.
 */
import type { Operation } from '../ceremony/operation/operation.ts';
import type { PolicyVerdict } from '../ceremony/policy/verdict.ts';
import type { RequestProblem, SignedRequest } from '../ceremony/request/request.ts';
import type { LogOddity } from './log-event.ts';

/** Everything that was found. Times are microseconds since 1970-01-01 UTC. No order of files changes any of it. */
export interface AuditReport {
  /** In the order of their names. */
  readonly streams: readonly StreamReport[];
  /** Guarded operations that were done within the time looked at, oldest first. */
  readonly operations: readonly AuditedOperation[];
  /** The same from before it, and activations: a cluster being set up. */
  readonly before: readonly AuditedOperation[];
  /** Oldest first. */
  readonly requests: readonly AuditedRequest[];
  /** Tokens that were got, and after which nothing was done that needs one, as far as the log can tell. */
  readonly unusedTokens: readonly UnusedToken[];
  /**
   * Events of what was done with keys that no request covers, and of which no log tells whether a quorum guarded them:
   * so many, of all streams together.
   */
  readonly unjudged: number;
  /** Files with approvals, in the order in which they were given. */
  readonly sets: readonly AuditedSet[];
  /** Those of operations in their order, then those of streams. */
  readonly findings: readonly AuditFinding[];
}

/** The time that is looked at; both ends belong to it. */
export interface AuditWindow {
  readonly from: bigint | undefined;
  readonly until: bigint | undefined;
}

/** The log of one HSM. */
export interface StreamReport {
  readonly name: string;
  readonly events: bigint;
  readonly first: LogPoint | undefined;
  readonly last: LogPoint | undefined;
}

export interface LogPoint {
  readonly time: bigint;
  readonly sequence: bigint;
}

/** One guarded operation, which is one event in each stream. */
export interface AuditedOperation {
  /** Of the first HSM that did it. */
  readonly time: bigint;
  readonly operation: LoggedOperation;
  /** Who was logged in; missing where the log does not begin before that. */
  readonly actor: string | undefined;
  /** In which streams it was done, and where it stands there. */
  readonly done: readonly Sighting[];
  /** Streams in which it should stand as done, and does not. */
  readonly missing: readonly MissingSighting[];
  /** The request that covers it, by its place in {@link AuditReport.requests}. */
  readonly request: number | undefined;
}

/** An event in a stream. */
export interface Sighting {
  readonly stream: string;
  readonly time: bigint;
  readonly sequence: bigint;
  readonly session: bigint;
}

/** A stream without an operation that others have. */
export interface MissingSighting {
  readonly stream: string;
  readonly why:
    | { readonly code: 'absent' }
    /** the HSM said no; `text` is in its words */
    | { readonly code: 'refused'; readonly text: string }
    | { readonly code: 'log-ends-before' };
}

/** What a log tells of an operation. */
export type LoggedOperation =
  /** its arguments but for options, which no log has */
  | { readonly kind: 'known'; readonly operation: Operation }
  /** a quorum value was set: the log of an HSM of the vendor tells neither which nor how much */
  | {
      readonly kind: 'set-m-value';
      readonly service: number | undefined;
      readonly m: number | undefined;
    }
  | KeyOperation;

/**
 * What was done with a key, as far as its event tells: AWS's log has the key, of one that was shared nothing at all,
 * and of signatures nothing; the emulator's own has all.
 */
export interface KeyOperation {
  readonly kind: 'key';
  /** One of these: sharing a key and sharing it no more have one opcode. */
  readonly ops: readonly Operation['op'][];
  /** The key whose quorum guards it: of a key that was unwrapped, what it was unwrapped with. */
  readonly handle: number | undefined;
  /** With whom it was shared. */
  readonly user: string | undefined;
  readonly attribute: string | undefined;
  /** A token of a service of keys was spent, so that it was guarded; else no log tells whether it was. */
  readonly isGuarded: boolean;
  /** One HSM does it, and no other. */
  readonly isOnce: boolean;
}

/** A request, and what became of it. */
export interface AuditedRequest {
  /** Its file, as it was named. */
  readonly path: string;
  readonly request: SignedRequest;
  /** Places in {@link AuditReport.operations}; more than one: it was done twice. */
  readonly operations: readonly number[];
  /** Operations that are those of the request, done outside its time. */
  readonly outside: readonly number[];
  /** What its signatures are worth; missing where nothing is there to judge them by. */
  readonly approval: RequestApproval | undefined;
}

/** What the signatures of a request are worth. */
export interface RequestApproval {
  readonly isEnough: boolean;
  /** Whose signatures count: accounts, or names of the roster. */
  readonly by: readonly string[];
  /** Why the request as a whole does not count. */
  readonly problems: readonly RequestProblem[];
  /** Missing where there is no policy. */
  readonly verdict: PolicyVerdict | undefined;
}

/** A token with its approvals, and the request for it. */
export interface AuditedSet {
  readonly path: string;
  /** Its place in {@link AuditReport.requests}; missing where none is for this token. */
  readonly request: number | undefined;
}

export interface UnusedToken {
  readonly time: bigint;
  readonly actor: string | undefined;
  readonly streams: readonly string[];
}

/** Findings that a damaged log may have without end; of each stream the first are kept. */
export type StreamFindingCode = 'gap' | 'out-of-order' | 'clock-back' | 'reboot' | 'unreadable';

/** Why an audit ends with a no; each says where. */
export type AuditFinding =
  /** no request covers the operation */
  | { readonly code: 'uncovered'; readonly operation: number }
  /** no request covers it, and this one would, at another time */
  | { readonly code: 'outside-time'; readonly operation: number; readonly request: number }
  /** the request covers it, and its signatures do not hold */
  | { readonly code: 'request-not-approved'; readonly operation: number; readonly request: number }
  /** a request covers one operation; this one was done besides */
  | { readonly code: 'done-twice'; readonly operation: number; readonly request: number }
  /** a token is of more HSMs than there are logs, so that nobody sees what the others did */
  | {
      readonly code: 'logs-missing';
      readonly set: number;
      readonly hsms: number;
      readonly logs: number;
    }
  /** not all HSMs have done it */
  | { readonly code: 'not-everywhere'; readonly operation: number }
  /** events between two sequence numbers are missing; `since` is the time of the one before */
  | {
      readonly code: 'gap';
      readonly stream: string;
      readonly after: bigint;
      readonly next: bigint;
      readonly since: bigint;
      readonly time: bigint;
    }
  /** a sequence number comes again, or behind a greater one */
  | {
      readonly code: 'out-of-order';
      readonly stream: string;
      readonly after: bigint;
      readonly next: bigint;
      readonly since: bigint;
      readonly time: bigint;
    }
  /** an event is from more than a second before one that stands above it; `since` is the latest time until then */
  | {
      readonly code: 'clock-back';
      readonly stream: string;
      readonly since: bigint;
      readonly time: bigint;
    }
  /** the HSM was booted between two events */
  | {
      readonly code: 'reboot';
      readonly stream: string;
      readonly from: number;
      readonly to: number;
      readonly since: bigint;
      readonly time: bigint;
    }
  /** no HSM logged that this log-in ended; `time` is that of the log-in */
  | {
      readonly code: 'ends-in-session';
      readonly stream: string;
      readonly actor: string;
      readonly session: bigint;
      readonly time: bigint;
    }
  /** the log begins later than the time looked at */
  | { readonly code: 'begins-late'; readonly stream: string; readonly time: bigint }
  /** a place in the log is no event */
  | { readonly code: 'unreadable'; readonly stream: string; readonly oddity: LogOddity }
  /** there are more of a kind than are kept */
  | {
      readonly code: 'more';
      readonly stream: string;
      readonly of: StreamFindingCode;
      readonly count: number;
    };
