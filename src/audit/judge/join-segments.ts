/**
 * Puts the parts of each stream together: who had logged in before a part, and whether events are missing between two.
 */

import { groupBy } from '../../group-by.ts';
import { connectionOf } from '../log/connection.ts';
import type { AuditFinding, StreamReport } from '../report.ts';
import type { Login } from './connections.ts';
import { identifyOperation } from './guarded-operation.ts';
import { compareNumbers, compareTexts } from './order.ts';
import {
  isPasswordOf,
  isSetBack,
  type KeptEvent,
  type OperationEvent,
  type Segment,
  type TokenEvent,
} from './segment.ts';

/** An event, and who was logged in, as far as it is known. */
export type Acted<Event extends KeptEvent> = Event & {
  readonly stream: string;
  readonly actor: string | undefined;
};

/** The whole log of one HSM, or what there is of it. */
export interface JoinedStream {
  readonly report: StreamReport;
  readonly operations: readonly Acted<OperationEvent>[];
  /** Set-up: officers who set their first password. */
  readonly activations: readonly Acted<OperationEvent>[];
  readonly tokens: readonly Acted<TokenEvent>[];
  /** Of officers. */
  readonly logins: readonly Login[];
  readonly findings: readonly AuditFinding[];
}

/**
 * @returns streams in the order of their names
 */
export function joinSegments(segments: readonly Segment[]): readonly JoinedStream[] {
  nameContinued(segments);
  const streams = groupBy(segments, ({ stream }) => stream);
  return [...streams]
    .sort(([one], [other]) => compareTexts(one, other))
    .map(([name, parts]) => joinStream(name, parts));
}

/** A text goes on where exactly one other ends: in the next sequence number, of the same boot. */
function nameContinued(segments: readonly Segment[]): void {
  const texts = segments
    .filter(({ isNamed, first }) => !isNamed && first !== undefined)
    .sort(inOrder);
  const isNext = (one: Segment, other: Segment): boolean =>
    one !== other &&
    other.first?.sequence === one.highest + 1n &&
    other.firstReboots === one.reboots &&
    (one.last?.time ?? 0n) <= (other.first?.time ?? 0n);
  for (const text of texts) {
    const before = texts.filter((one) => isNext(one, text));
    const [only] = before;
    if (only === undefined || before.length > 1) continue;
    if (texts.filter((other) => isNext(only, other)).length === 1) text.stream = only.stream;
  }
}

function inOrder(one: Segment, other: Segment): number {
  return (
    one.firstReboots - other.firstReboots ||
    compareNumbers(one.first?.sequence ?? 0n, other.first?.sequence ?? 0n) ||
    compareNumbers(one.first?.time ?? 0n, other.first?.time ?? 0n) ||
    compareNumbers(one.events, other.events) ||
    compareTexts(one.stream, other.stream)
  );
}

function joinStream(name: string, unsorted: readonly Segment[]): JoinedStream {
  const segments = [...unsorted].sort(inOrder);
  const operations: Acted<OperationEvent>[] = [];
  const activations: Acted<OperationEvent>[] = [];
  const tokens: Acted<TokenEvent>[] = [];
  const findings: (readonly AuditFinding[])[] = [];
  const firstOfficer = segments.find(({ connections }) => connections.firstOfficer !== undefined);
  // What two exports both have was done once.
  const seen = new Set<string>();
  const isFirst = ({ sequence, time, session }: KeptEvent, what: string): boolean =>
    seen.size < seen.add(JSON.stringify([`${sequence} ${time} ${session}`, what])).size;
  let carried = new Map<bigint, Login>();
  let before: Segment | undefined;
  for (const segment of segments) {
    if (before !== undefined) findings.push(judgeSeam(name, before, segment));
    findings.push(segment.listFindings().map((finding) => rename(finding, name)));
    // An HSM is booted between two parts, or was created anew.
    if (before !== undefined && before.reboots !== segment.firstReboots) carried = endAll(carried);
    const act = <Event extends KeptEvent>(event: Event): Acted<Event> => {
      const login =
        event.who === 'not-known' ? carried.get(connectionOf(event.session)) : event.who;
      return { ...event, stream: name, actor: typeof login === 'object' ? login.user : undefined };
    };
    const done = segment.operations.filter((event) =>
      isFirst(event, `${identifyOperation(event.operation)} ${event.refusal}`),
    );
    for (const event of done.map(act)) {
      if (event.actor !== undefined && isPasswordOf(event.operation, event.actor)) continue;
      if (isSetUp(event, segment, firstOfficer)) activations.push(event);
      else operations.push(event);
    }
    for (const event of segment.tokens) {
      if (isFirst(event, event.isDeletion ? 'deletion' : 'token')) tokens.push(act(event));
    }
    carried = segment.connections.carry(carried);
    if (segment.first !== undefined) before = segment;
  }
  const { first } = segments.find((segment) => segment.first !== undefined) ?? {};
  return {
    report: {
      name,
      events: segments.reduce((sum, { events }) => sum + events, 0n),
      first,
      last: before?.last,
    },
    operations,
    activations,
    tokens,
    logins: segments.flatMap(({ connections }) => connections.officers),
    findings: findings.flat(),
  };
}

/** What is missing, or there twice, between two parts. */
function judgeSeam(stream: string, one: Segment, other: Segment): readonly AuditFinding[] {
  const { first } = other;
  if (first === undefined || one.last === undefined) return [];
  const { time, sequence: next } = first;
  const since = one.last.time;
  const findings: AuditFinding[] = [];
  if (one.reboots !== other.firstReboots) {
    const [from, to] = [one.reboots, other.firstReboots];
    findings.push({ code: 'reboot', stream, from, to, since, time });
    if (next === 0n) return findings;
  }
  const after = one.highest;
  if (next <= after) findings.push({ code: 'out-of-order', stream, after, next, since, time });
  else if (isSetBack(one.latest, time)) {
    findings.push({ code: 'clock-back', stream, since: one.latest, time });
  }
  if (next > after + 1n) findings.push({ code: 'gap', stream, after, next, since, time });
  return findings;
}

function endAll(carried: ReadonlyMap<bigint, Login>): Map<bigint, Login> {
  for (const login of carried.values()) login.isEnded = true;
  return new Map();
}

/** Before any officer had logged in, an officer's first password was set. */
function isSetUp(
  { isActivation, actor, sequence }: Acted<OperationEvent>,
  segment: Segment,
  withOfficer: Segment | undefined,
): boolean {
  if (!isActivation || actor !== undefined) return false;
  const first = withOfficer?.connections.firstOfficer;
  if (withOfficer === undefined || first === undefined) return true;
  return segment === withOfficer ? sequence < first : inOrder(segment, withOfficer) < 0;
}

function rename(finding: AuditFinding, stream: string): AuditFinding {
  return 'stream' in finding ? { ...finding, stream } : finding;
}
