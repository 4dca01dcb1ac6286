/**
 * Judges what HSMs logged. All logs are read once, one after another; what is kept of them does not depend on how many
 * events they have.
 */

import { groupBy } from '../../group-by.ts';
import type { LogEntry } from '../log-event.ts';
import type {
  AuditedOperation,
  AuditFinding,
  AuditReport,
  AuditWindow,
  LoggedOperation,
  MissingSighting,
  StreamReport,
} from '../report.ts';
import { alignEvents, TOKEN_LIFE } from './align.ts';
import { AUDIT_LIMITS, type AuditLimits, Budget } from './budget.ts';
import { type ApproveRequest, coverOperations, type RequestFile } from './cover.ts';
import { identifyOperation } from './guarded-operation.ts';
import { type Acted, type JoinedStream, joinSegments } from './join-segments.ts';
import { findOpenLogins } from './open-logins.ts';
import { compareNumbers, findFirst } from './order.ts';
import { type OperationEvent, Segment } from './segment.ts';
import { findUnusedTokens } from './unused-tokens.ts';

/** What logs are held against. */
export interface AuditQuestion {
  readonly requests: readonly RequestFile[];
  /** Without it nobody looks at the requests' signatures. */
  readonly approve: ApproveRequest | undefined;
  /** Files with approvals, and the digests of their tokens. */
  readonly sets: readonly {
    readonly path: string;
    readonly digest: string | undefined;
    /** How many HSMs its token is of. */
    readonly hsms: number;
  }[];
}

/** What an audit keeps. */
export interface AuditOptions {
  readonly limits?: AuditLimits;
  readonly keepsKeys?: boolean;
}

/**
 * An audit, while its logs are read.
 *
 * @example
 * const audit = new Audit({ from: undefined, until: undefined });
 * audit.beginFile();
 * const reader = createLogReader('hsm-1', (entry) => audit.take(entry, entry.stream !== 'hsm-1'));
 * reader.push(readFileSync('hsm-1.log'));
 * reader.end();
 * audit.finish({ requests: [], approve: undefined, sets: [] }).findings; // []
 */
export class Audit {
  readonly #window: AuditWindow;
  readonly #keepsKeys: boolean;
  readonly #budget: Budget;
  readonly #segments: Segment[] = [];
  /** Of the file that is read, by its streams. */
  #current = new Map<string, Segment>();

  /**
   * @param options `limits`: how much it holds; with more it fails. `keepsKeys`: whether requests will ask for
   *   operations with keys, which are else counted only
   */
  constructor(
    window: AuditWindow,
    { limits = AUDIT_LIMITS, keepsKeys = false }: AuditOptions = {},
  ) {
    this.#window = window;
    this.#keepsKeys = keepsKeys;
    this.#budget = new Budget(limits);
  }

  /** The next entries are of another file. */
  beginFile(): void {
    this.#current = new Map();
  }

  /**
   * @param isNamed whether the log itself names the stream, which then may go on in another file; else it is only what
   *   the file is called
   * @throws Failure `audit-too-much`
   */
  take(entry: LogEntry, isNamed: boolean): void {
    let segment = this.#current.get(entry.stream);
    if (segment === undefined) {
      this.#budget.spend('streams');
      segment = new Segment(entry.stream, isNamed, this.#window, this.#budget, this.#keepsKeys);
      this.#current.set(entry.stream, segment);
      this.#segments.push(segment);
    }
    if (entry.kind === 'event') segment.take(entry.event);
    else segment.takeOddity(entry.oddity);
  }

  /** What all of it comes to; nothing is taken after it. */
  finish({ requests, approve, sets }: AuditQuestion): AuditReport {
    const { from, until } = this.#window;
    const streams = joinSegments(this.#segments);
    const isBefore = ({ time }: { readonly time: bigint }): boolean =>
      from !== undefined && time < from;
    const isWithin = ({ time }: { readonly time: bigint }): boolean =>
      !isBefore({ time }) && (until === undefined || time <= until);
    const done = alignOperations(streams, ({ operations }) => operations).filter(
      ({ time }) => until === undefined || time <= until,
    );
    const within = done.filter(isWithin);
    const covered = coverOperations(within, requests, approve).byOperation;
    const operations = within.filter(
      ({ operation }, at) => isSurelyGuarded(operation) || covered[at] !== undefined,
    );
    // What is left out took no request from the others.
    const cover = coverOperations(operations, requests, approve);
    const unsure = this.#segments.reduce((sum, segment) => sum + segment.unsure, 0);
    const sure = operations
      .filter(({ operation }) => !isSurelyGuarded(operation))
      .reduce((sum, one) => sum + one.done.length, 0);
    const ofOperations = new Map<number | undefined, readonly AuditFinding[]>(
      cover.findings.map((finding) => [
        'operation' in finding ? finding.operation : undefined,
        [finding],
      ]),
    );
    const activations = alignOperations(streams, ({ activations: own }) => own);
    return {
      streams: streams.map(({ report }) => report),
      operations: operations.map((operation, at) => ({
        ...operation,
        request: cover.byOperation[at],
      })),
      before: [
        ...activations,
        ...done.filter((one) => isBefore(one) && isSurelyGuarded(one.operation)),
      ]
        .sort((one, other) => compareNumbers(one.time, other.time))
        .map((operation) => ({ ...operation, request: undefined })),
      requests: cover.requests,
      unusedTokens: findUnusedTokens(
        streams.flatMap(({ tokens }) => tokens),
        done.filter(({ operation }) => operation.kind !== 'key'),
      ).filter(isWithin),
      unjudged: Math.max(0, unsure - sure),
      sets: sets.map(({ path, digest }) => {
        const request = cover.requests.findIndex(
          ({ request: { request: one } }) => one.token.digest === digest,
        );
        return { path, request: request === -1 ? undefined : request };
      }),
      findings: [
        ...operations.flatMap(({ missing }, operation) => [
          ...(ofOperations.get(operation) ?? []),
          ...(missing.length === 0 ? [] : [{ code: 'not-everywhere', operation } as const]),
        ]),
        ...streams.flatMap(({ findings }) =>
          findings.filter((one) => isInWindow(one, this.#window)),
        ),
        ...sets.flatMap(({ hsms }, set) => {
          const logs = streams.length;
          return hsms > logs ? [{ code: 'logs-missing', set, hsms, logs } as const] : [];
        }),
        ...findLateBeginnings(streams, from, done),
        ...findOpenLogins(streams, until),
      ],
    };
  }
}

/**
 * What happened between two events, of which neither need be within the time looked at. The one that stands first may
 * be the later one.
 */
function isInWindow(finding: AuditFinding, { from, until }: AuditWindow): boolean {
  if (!('since' in finding)) return true;
  const { since, time } = finding;
  const [first, last] = since <= time ? [since, time] : [time, since];
  return (from === undefined || last >= from) && (until === undefined || first <= until);
}

/** So many HSMs has a cluster (AWS CloudHSM quotas): of logs without an operation no more are named. */
const MOST_HSMS = 28;

type Operation = Omit<AuditedOperation, 'request'>;

function alignOperations(
  streams: readonly JoinedStream[],
  listOf: (stream: JoinedStream) => readonly Acted<OperationEvent>[],
): readonly Operation[] {
  const events = streams.flatMap(listOf);
  const keyOf = ({ operation, stream, sequence }: Acted<OperationEvent>): string =>
    isOnce(operation) ? JSON.stringify([stream, String(sequence)]) : identifyOperation(operation);
  const refused = groupBy(
    events
      .filter(({ refusal }) => refusal !== undefined)
      .sort((one, other) => compareNumbers(one.time, other.time)),
    (event) => JSON.stringify([event.stream, keyOf(event)]),
  );
  const findRefusal = (stream: string, key: string, near: bigint): string | undefined => {
    const theirs = refused.get(JSON.stringify([stream, key])) ?? [];
    const first = theirs[findFirst(theirs, near - TOKEN_LIFE)];
    return first === undefined || first.time > near + TOKEN_LIFE ? undefined : first.refusal;
  };
  const groups = alignEvents(
    events.filter(({ refusal }) => refusal === undefined),
    keyOf,
  );
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { time, operation } = first;
    const there = new Set(group.map(({ stream }) => stream));
    const without = streams.filter(
      ({ report }) => !there.has(report.name) && isThere(report, time),
    );
    const expected = isOnce(operation) ? [] : without.slice(0, MOST_HSMS);
    const missing = expected.map(({ report }): MissingSighting => {
      const text = findRefusal(report.name, keyOf(first), time);
      const isOver = (report.last?.time ?? time) < time;
      const code = isOver ? 'log-ends-before' : 'absent';
      const why = text === undefined ? ({ code } as const) : ({ code: 'refused', text } as const);
      return { stream: report.name, why };
    });
    const actor = group.find((event) => event.actor !== undefined)?.actor;
    const done = group.map(({ stream, sequence, session, time: at }) => ({
      stream,
      time: at,
      sequence,
      session,
    }));
    return [{ time, operation, actor, done, missing }];
  });
}

/** Whether it needed approvals, as far as the log tells: of operations with keys it may not. */
function isSurelyGuarded(operation: LoggedOperation): boolean {
  return operation.kind !== 'key' || operation.isGuarded;
}

/** Whether one HSM does it for all: two that did the like did it twice. */
function isOnce(operation: LoggedOperation): boolean {
  return operation.kind === 'key' && operation.isOnce;
}

/** An HSM whose log begins later was not there yet, or what it had logged before is not at hand. */
function isThere({ first }: StreamReport, time: bigint): boolean {
  return first !== undefined && first.time <= time;
}

/**
 * Logs that begin in the middle, and later than the time looked at; where no beginning of that is given, later than an
 * operation of another HSM.
 */
function findLateBeginnings(
  streams: readonly JoinedStream[],
  from: bigint | undefined,
  done: readonly Operation[],
): readonly AuditFinding[] {
  const since = from ?? done[0]?.time;
  return streams.flatMap(({ report: { name, first } }): readonly AuditFinding[] =>
    first === undefined || since === undefined || first.sequence === 0n || first.time <= since
      ? []
      : [{ code: 'begins-late', stream: name, time: first.time }],
  );
}
