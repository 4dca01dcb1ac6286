/**
 * What happened, in one order: of the record, of requests and tokens, and of the HSMs' logs. Each has a clock of its
 * own, and says whose.
 */
import type { Findings } from '../evidence/findings.ts';

/** One thing that happened. */
export interface TimelineEntry {
  /** As the source wrote it. */
  readonly at: string;
  readonly source: TimelineSource;
  readonly what: TimelineEvent;
}

/** Whose clock it was. */
export type TimelineSource = 'record' | 'request' | 'token' | 'log';

export type TimelineEvent =
  | { readonly kind: 'opened' | 'closed' }
  | {
      readonly kind: 'step';
      readonly state: 'began' | 'done' | 'deviated' | 'skipped';
      readonly step: string;
      readonly by: readonly string[];
    }
  | { readonly kind: 'repeated' | 'resumed'; readonly step: string }
  | { readonly kind: 'break'; readonly to: string | null }
  | { readonly kind: 'remark'; readonly by: string; readonly remark: string }
  | { readonly kind: 'request'; readonly operation: string | null; readonly requester: string }
  | { readonly kind: 'token'; readonly requester: string | null; readonly path: string }
  | {
      readonly kind: 'operation';
      readonly operation: string | null;
      readonly actor: string | null;
      readonly streams: readonly string[];
    };

/** At one second: what is asked for comes before what is got for it, and what the record says of it last. */
const ORDER: Readonly<Record<TimelineSource, number>> = { request: 0, token: 1, log: 2, record: 3 };

/**
 * Everything that has a time, oldest first.
 *
 * @example
 * makeTimeline(findings).map(({ source }) => source); // ['record', 'token', 'log']
 */
export function makeTimeline(findings: Findings): readonly TimelineEntry[] {
  const entries = [
    ...entriesOfCeremony(findings),
    ...entriesOfRequests(findings),
    ...entriesOfTokens(findings),
    ...entriesOfLogs(findings),
  ];
  return entries
    .map((entry, number) => ({ entry, number, key: sortKey(entry.at) }))
    .sort(
      (one, other) =>
        compareText(one.key, other.key) ||
        rank(one.entry) - rank(other.entry) ||
        one.number - other.number,
    )
    .map(({ entry }) => entry);
}

function entriesOfCeremony({ ceremony, deviations }: Findings): readonly TimelineEntry[] {
  if (ceremony === null) return [];
  const source = 'record';
  return [
    { at: ceremony.began, source, what: { kind: 'opened' } },
    ...ceremony.steps.flatMap(({ id, attempts }) =>
      attempts.flatMap(({ state, began, ended, by }): readonly TimelineEntry[] => [
        ...(began === null || began === ended
          ? []
          : [
              {
                at: began,
                source,
                what: { kind: 'step', state: 'began', step: id, by: [] },
              } as const,
            ]),
        { at: ended, source, what: { kind: 'step', state, step: id, by } },
      ]),
    ),
    ...deviations.flatMap(({ at, kind, step }): readonly TimelineEntry[] =>
      kind === 'repeated' || kind === 'resumed' ? [{ at, source, what: { kind, step } }] : [],
    ),
    ...ceremony.breaks.map(
      ({ from, to }): TimelineEntry => ({ at: from, source, what: { kind: 'break', to } }),
    ),
    ...ceremony.remarks.map(
      ({ at, by, remark }): TimelineEntry => ({ at, source, what: { kind: 'remark', by, remark } }),
    ),
    { at: ceremony.ended, source, what: { kind: 'closed' } },
  ];
}

function entriesOfRequests({ requests }: Findings): readonly TimelineEntry[] {
  return requests.map(({ made, classic, sdk5, requester }) => ({
    at: made,
    source: 'request',
    what: { kind: 'request', operation: sdk5 ?? classic, requester },
  }));
}

function entriesOfTokens({ tokens }: Findings): readonly TimelineEntry[] {
  return tokens.flatMap(({ created, requester, path }): readonly TimelineEntry[] =>
    created === null
      ? []
      : [{ at: created, source: 'token', what: { kind: 'token', requester, path } }],
  );
}

function entriesOfLogs({ operations }: Findings): readonly TimelineEntry[] {
  return operations.map(({ at, operation, actor, done }) => ({
    at,
    source: 'log',
    what: { kind: 'operation', operation, actor, streams: done.map(({ stream }) => stream) },
  }));
}

/** Opened comes first of its second, and closed last; a step that is begun anew is shown after that. */
function rank({ source, what }: TimelineEntry): number {
  if (what.kind === 'opened') return -1;
  if (what.kind === 'closed') return 9;
  const isEarly = what.kind === 'repeated' || what.kind === 'resumed';
  return isEarly ? ORDER[source] - 0.5 : ORDER[source];
}

/** So that a time with parts of a second sorts behind the second itself. */
function sortKey(at: string): string {
  return at.replace(/Z$/, '');
}

/** By units, as no language has another order of digits. */
function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
