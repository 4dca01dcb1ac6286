/**
 * The part of one stream that stands in one file. Files may be given in any order, so that what was before it is not
 * known while it is read: who had logged in by then is found out when the parts are joined.
 */

import { isKeyService } from '../../token/service.ts';
import type { LogEvent, LogOddity } from '../log-event.ts';
import type {
  AuditFinding,
  AuditWindow,
  LoggedOperation,
  LogPoint,
  StreamFindingCode,
} from '../report.ts';
import { type Budget, MOST_FINDINGS } from './budget.ts';
import { Connections, CRYPTO_USER, type WhoActs } from './connections.ts';
import { PRE_OFFICER, readGuardedOperation } from './guarded-operation.ts';

/** An event that an audit keeps. */
export interface KeptEvent {
  readonly segment: Segment;
  readonly time: bigint;
  readonly sequence: bigint;
  readonly session: bigint;
  readonly who: WhoActs;
}

export interface OperationEvent extends KeptEvent {
  readonly operation: LoggedOperation;
  /** Missing where it was done; else the HSM's words. */
  readonly refusal: string | undefined;
  /** The password of an officer before activation was changed. */
  readonly isActivation: boolean;
}

export interface TokenEvent extends KeptEvent {
  readonly isDeletion: boolean;
}

export class Segment {
  /** Of the stream; parts of a text take the first one's. */
  stream: string;
  /** Whether it stands in the log itself: a text does not name its stream. */
  readonly isNamed: boolean;
  events = 0n;
  first: LogPoint | undefined;
  last: LogPoint | undefined;
  /** The greatest sequence number since the last reboot. */
  highest = -1n;
  firstReboots = 0;
  reboots = 0;
  /** The latest time up to the last event; after a clock was set back, since then. */
  latest = 0n;
  readonly operations: OperationEvent[] = [];
  readonly tokens: TokenEvent[] = [];
  /** Operations with keys within the time looked at, of which the log does not tell whether they were guarded. */
  unsure = 0;
  readonly connections: Connections;
  readonly findings: AuditFinding[] = [];
  readonly #more = new Map<StreamFindingCode, number>();
  readonly #kept = new Map<StreamFindingCode, number>();
  readonly #window: AuditWindow;
  readonly #keepsKeys: boolean;
  readonly #budget: Budget;

  /** @param keepsKeys whether requests ask for operations with keys; else those are counted */
  constructor(
    stream: string,
    isNamed: boolean,
    window: AuditWindow,
    budget: Budget,
    keepsKeys: boolean,
  ) {
    this.stream = stream;
    this.isNamed = isNamed;
    this.#window = window;
    this.#keepsKeys = keepsKeys;
    this.#budget = budget;
    this.connections = new Connections(budget);
  }

  /** @throws Failure `audit-too-much` */
  take(event: LogEvent): void {
    this.#follow(event);
    if (!this.connections.take(event)) this.#keep(event);
  }

  takeOddity(oddity: LogOddity): void {
    this.#find('unreadable', { code: 'unreadable', stream: this.stream, oddity });
  }

  /** Findings, with how many more there were. */
  listFindings(): readonly AuditFinding[] {
    const more = [...this.#more].map(
      ([of, count]): AuditFinding => ({ code: 'more', stream: this.stream, of, count }),
    );
    return [...this.findings, ...more];
  }

  #follow({ time, sequence, reboots }: LogEvent): void {
    this.events += 1n;
    const point = { time, sequence };
    const { stream, last: before } = this;
    this.last = point;
    if (before === undefined) {
      this.latest = time;
      this.first = point;
      this.firstReboots = reboots;
      this.reboots = reboots;
      this.highest = sequence;
      if (sequence === 0n) this.connections.begin();
      return;
    }
    this.#followClock(time);
    const since = before.time;
    if (reboots !== this.reboots) {
      const finding = {
        code: 'reboot',
        stream,
        from: this.reboots,
        to: reboots,
        since,
        time,
      } as const;
      this.#find('reboot', finding);
      this.reboots = reboots;
      this.connections.begin();
      // Whether the numbers go on is in no document: either is right.
      if (sequence === 0n) {
        this.highest = 0n;
        return;
      }
    }
    const after = this.highest;
    if (sequence <= after) {
      this.#find('out-of-order', {
        code: 'out-of-order',
        stream,
        after,
        next: sequence,
        since,
        time,
      });
      return;
    }
    if (sequence > after + 1n) {
      this.#find('gap', { code: 'gap', stream, after, next: sequence, since, time });
    }
    this.highest = sequence;
  }

  #followClock(time: bigint): void {
    const { stream, latest: since } = this;
    if (isSetBack(since, time))
      this.#find('clock-back', { code: 'clock-back', stream, since, time });
    else if (time < since) return;
    this.latest = time;
  }

  #find(code: StreamFindingCode, finding: AuditFinding): void {
    const kept = this.#kept.get(code) ?? 0;
    if (kept >= MOST_FINDINGS) {
      this.#more.set(code, (this.#more.get(code) ?? 0) + 1);
      return;
    }
    this.#kept.set(code, kept + 1);
    this.findings.push(finding);
  }

  #keep(event: LogEvent): void {
    const { time, sequence, session, opcode, response, user } = event;
    const { from, until } = this.#window;
    if (until !== undefined && time > until) return;
    const kept = { segment: this, time, sequence, session };
    if (opcode === 'CN_GET_TOKEN' || opcode === 'CN_DELETE_TOKEN') {
      if (!response.isSuccess || isOfCryptoUser(event)) return;
      this.#budget.spend('operations');
      const isDeletion = opcode === 'CN_DELETE_TOKEN';
      this.tokens.push({ ...kept, who: this.connections.whoActs(session), isDeletion });
      return;
    }
    const operation = readGuardedOperation(event);
    if (operation === undefined) return;
    const who = this.connections.whoActs(session);
    const refusal = response.isSuccess ? undefined : response.text;
    if (isOwnPassword(operation, who)) return;
    if (operation.kind === 'key' && !operation.isGuarded) {
      if (response.isSuccess && time >= (from ?? time)) this.unsure += 1;
      if (!this.#keepsKeys) return;
    }
    this.#budget.spend('operations');
    const isActivation = opcode === 'CN_CHANGE_PSWD' && user?.typeNumber === PRE_OFFICER;
    this.operations.push({ ...kept, who, operation, refusal, isActivation });
  }
}

/** A token of a key: no vendor's log tells of all that it is used for. */
function isOfCryptoUser({ user, service }: LogEvent): boolean {
  return user?.typeNumber === CRYPTO_USER || (service !== undefined && isKeyService(service));
}

/** Of two that are written at nearly the same time, whose comes first may be either's; in microseconds. */
const SAME_TIME = 1_000_000n;

/** Whether an event is from before one that stands above it: what is looked at by times could miss it. */
export function isSetBack(since: bigint, time: bigint): boolean {
  return time < since - SAME_TIME;
}

/** Whoever changes the own password needs nobody's approval. */
function isOwnPassword(operation: LoggedOperation, who: WhoActs): boolean {
  return typeof who === 'object' && isPasswordOf(operation, who.user);
}

/** Whether it changes the password of that user. */
export function isPasswordOf(operation: LoggedOperation, user: string): boolean {
  if (operation.kind !== 'known') return false;
  const { op, arguments: values } = operation.operation;
  return op === 'changePswd' && values['user'] === user;
}
