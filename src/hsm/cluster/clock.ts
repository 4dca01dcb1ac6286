import { Failure } from '../../failure.ts';
import { LAST_TIME } from '../machine/rules.ts';

/** The clock of a cluster: the machine's, that of the machine put forward or back, or one that stands. */
export type ClusterClock =
  | { readonly kind: 'running'; readonly offset: number }
  | { readonly kind: 'standing'; readonly at: number };

/** The machine's own clock. All times are milliseconds since 1970-01-01 UTC. */
export const REAL_CLOCK: ClusterClock = { kind: 'running', offset: 0 };

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** What a clock shows, in milliseconds, when the machine's shows `now`. */
export function readClock(clock: ClusterClock, now: number): number {
  return checkTime(clock.kind === 'standing' ? clock.at : now + clock.offset);
}

/**
 * A time as states keep it: whole milliseconds, none before 1970.
 *
 * @param time what a clock from outside says
 * @throws Failure `clock-time` where that is no number
 */
export function checkTime(time: number): number {
  if (!Number.isFinite(time)) throw new Failure('clock-time', { time: String(time) });
  return Math.min(Math.max(Math.floor(time), 0), LAST_TIME);
}

/**
 * Puts a clock forward, or back where `milliseconds` is below 0; a standing one goes on standing.
 *
 * @param milliseconds a whole number
 * @throws Failure `clock-range` where a standing clock would stand before 1970 or after 9999, or a running
 *   one be further from the machine's than 9999 is from 1970
 * @example
 * advanceClock({ kind: 'running', offset: 0 }, parseDuration('94s')); // { kind: 'running', offset: 94000 }
 */
export function advanceClock(clock: ClusterClock, milliseconds: number): ClusterClock {
  return clock.kind === 'standing'
    ? { kind: 'standing', at: requireWithin(clock.at + milliseconds, 0) }
    : { kind: 'running', offset: requireWithin(clock.offset + milliseconds, -LAST_TIME) };
}

/** What settings can be kept with. */
function requireWithin(value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least && value <= LAST_TIME) return value;
  throw new Failure('clock-range', {});
}

/**
 * Reads a time as people write it: ISO 8601, UTC where it names no zone, or Unix seconds.
 *
 * @returns milliseconds since 1970-01-01 UTC
 * @throws Failure `time-malformed`
 * @example
 * parseTime('2026-01-01T12:00:00Z'); // 1767268800000
 * parseTime('1767268800'); // 1767268800000
 */
export function parseTime(text: string): number {
  const time = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : parseIsoTime(text);
  if (time >= 0 && time <= LAST_TIME) return time;
  throw new Failure('time-malformed', { text });
}

function parseIsoTime(text: string): number {
  const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(
    text,
  );
  if (iso === null || !isOfCalendar(text.slice(0, 10))) return Number.NaN;
  return Date.parse(text.includes('T') && iso[1] === undefined ? `${text}Z` : text);
}

/** Whether there is such a day: `Date` takes the 30th of February for the 2nd of March. */
function isOfCalendar(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/**
 * Reads a stretch of time, `94s`, `10m`, `1h`, `-2d`; a bare number is seconds.
 *
 * @returns milliseconds
 * @throws Failure `duration-malformed`
 */
export function parseDuration(text: string): number {
  const match = /^([+-]?)(\d{1,11})([smhd]?)$/.exec(text);
  const milliseconds = Number(match?.[2]) * (UNITS[match?.[3] || 's'] ?? Number.NaN);
  if (milliseconds <= LAST_TIME) return match?.[1] === '-' ? -milliseconds : milliseconds;
  throw new Failure('duration-malformed', { text });
}
