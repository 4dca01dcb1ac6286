/**
 * One operation is one event in each stream (AWS CloudHSM user guide, "Interpreting audit logs"): which events of
 * different streams are the same one. No number says it; what was done, by whom, and when does.
 */

import { groupBy } from '../../group-by.ts';
import { compareNumbers, compareTexts, findFirst } from './order.ts';

/** What is aligned. */
export interface Alignable {
  readonly stream: string;
  readonly time: bigint;
  readonly sequence: bigint;
  readonly actor: string | undefined;
}

/** A token lives ten minutes (AWS CloudHSM user guide, "Using quorum authentication"): as long may an operation that
 * failed on one HSM be done there again. In microseconds. */
export const TOKEN_LIFE = 600_000_000n;

/** How many neighbours of an event are looked at: twice as many as a cluster has HSMs (AWS CloudHSM quotas). */
const NEIGHBOURS = 56;

/**
 * Puts events of the same kind into groups, each of one event of a stream at most: each joins the group that is nearest
 * in time. Those of whom it is not known who did them join others'.
 *
 * @param keyOf events of different keys are never the same
 * @returns groups, the oldest first; in each the oldest event first
 */
export function alignEvents<Event extends Alignable>(
  events: readonly Event[],
  keyOf: (event: Event) => string,
): readonly (readonly Event[])[] {
  const sorted = [...events].sort(inTime);
  return [...groupBy(sorted, keyOf).values()]
    .flatMap(alignAlike)
    .sort(([one], [other]) => (one && other ? inTime(one, other) : 0));
}

function inTime(one: Alignable, other: Alignable): number {
  return (
    compareNumbers(one.time, other.time) ||
    compareTexts(one.stream, other.stream) ||
    compareNumbers(one.sequence, other.sequence)
  );
}

function alignAlike<Event extends Alignable>(sorted: readonly Event[]): Event[][] {
  const known = sorted.filter(({ actor }) => actor !== undefined);
  const unknown = sorted.filter(({ actor }) => actor === undefined);
  const groups = [...groupBy(known, ({ actor }) => actor ?? '').values()].flatMap(alignInTime);
  const left = groups.length === 0 ? unknown : joinOthers(unknown, groups.sort(byFirst));
  return [...groups, ...alignInTime(left)].map((group) => group.sort(inTime));
}

function byFirst<Event extends Alignable>([one]: Event[], [other]: Event[]): number {
  return one && other ? inTime(one, other) : 0;
}

/** Events that are taken for the same one. */
interface Group<Event extends Alignable> {
  readonly events: Event[];
  readonly streams: Set<string>;
  /** What it was joined to. */
  into: Group<Event> | undefined;
}

/**
 * Joins what is nearest in time first, so that of two equal operations, of which an HSM has one, the other is missed;
 * then what is left, as an HSM that refused may have been asked again.
 */
function alignInTime<Event extends Alignable>(sorted: readonly Event[]): Event[][] {
  const groups = sorted.map(
    (event): Group<Event> => ({
      events: [event],
      streams: new Set([event.stream]),
      into: undefined,
    }),
  );
  for (const [one, other] of listNeighbours(groups)) join(findGroup(one), findGroup(other));
  const left = groups.filter(({ into }) => into === undefined);
  for (const { events } of left) events.sort(inTime);
  left.sort((one, other) => byFirst(one.events, other.events));
  const joined: Group<Event>[] = [];
  for (const group of left) {
    const before = joined.slice(-NEIGHBOURS).reverse();
    if (!before.some((one) => join(one, group))) joined.push(group);
  }
  return joined.map(({ events }) => events);
}

/** Each group with the next one of each other stream, those that are nearest to each other first. */
function listNeighbours<Event extends Alignable>(
  groups: readonly Group<Event>[],
): readonly (readonly [Group<Event>, Group<Event>])[] {
  const pairs = groups.flatMap((group, at) => {
    const [event] = group.events;
    if (event === undefined) return [];
    const seen = new Set<string>();
    return groups.slice(at + 1, at + 1 + NEIGHBOURS).flatMap((other) => {
      const [next] = other.events;
      if (next === undefined || next.stream === event.stream || seen.has(next.stream)) return [];
      seen.add(next.stream);
      return [{ pair: [group, other] as const, apart: next.time - event.time }];
    });
  });
  return pairs
    .filter(({ apart }) => apart <= TOKEN_LIFE)
    .sort((one, other) => compareNumbers(one.apart, other.apart))
    .map(({ pair }) => pair);
}

function findGroup<Event extends Alignable>(group: Group<Event>): Group<Event> {
  let found = group;
  while (found.into !== undefined) found = found.into;
  return found;
}

/** @returns whether they were joined: no stream is in both, and they are near enough */
function join<Event extends Alignable>(one: Group<Event>, other: Group<Event>): boolean {
  const [into, from] = one.events.length >= other.events.length ? [one, other] : [other, one];
  for (const stream of from.streams) if (into.streams.has(stream)) return false;
  const times = [...into.events, ...from.events].map(({ time }) => time).sort(compareNumbers);
  if ((times.at(-1) ?? 0n) - (times[0] ?? 0n) > TOKEN_LIFE) return false;
  for (const event of from.events) into.events.push(event);
  for (const stream of from.streams) into.streams.add(stream);
  from.into = into;
  return true;
}

/** @returns those that no group takes */
function joinOthers<Event extends Alignable>(
  unknown: readonly Event[],
  groups: readonly Event[][],
): readonly Event[] {
  const firsts = groups.map(([first]) => ({ time: first?.time ?? 0n }));
  return unknown.filter((event) => {
    const at = findFirst(firsts, event.time - TOKEN_LIFE);
    const near = groups
      .slice(at, at + NEIGHBOURS)
      .filter(
        (group) =>
          distance(group, event) <= TOKEN_LIFE &&
          group.every(({ stream }) => stream !== event.stream),
      );
    const [nearest] = near.sort((one, other) =>
      compareNumbers(distance(one, event), distance(other, event)),
    );
    nearest?.push(event);
    return nearest === undefined;
  });
}

function distance<Event extends Alignable>([first]: readonly Event[], { time }: Event): bigint {
  const apart = time - (first?.time ?? 0n);
  return apart < 0n ? -apart : apart;
}
