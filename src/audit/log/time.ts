/** `12/19/17 21:01:17.140812, usecs:1513717277140812`: month, day and year, UTC, and the same as a number. */
const TIME = /^(\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d)\.(\d{6}), ?usecs: ?(-?\d{1,19})$/;

/** The last second that a Date can show, from 1970 either way (ECMA-262, 21.4.1.1). */
const LAST_SECOND = 8.64e12;

/**
 * Reads the first line of an event.
 *
 * @param text what stands behind `Time:`
 * @returns microseconds since 1970-01-01 UTC; `undefined` where it is no time, `disagrees` where it is two
 * @example
 * readTime('01/16/18 01:49:39.437708, usecs:1516067379437708'); // 1516067379437708n
 */
export function readTime(text: string): bigint | 'disagrees' | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, second, fraction, digits = ''] = match;
  const time = BigInt(digits);
  const [seconds, micros] = splitMicroseconds(digits, time);
  if (Math.abs(seconds) > LAST_SECOND) return undefined;
  return formatSecond(seconds) === second && micros === fraction ? time : 'disagrees';
}

/** Whole seconds, and the six digits of what is left. */
function splitMicroseconds(digits: string, time: bigint): readonly [number, string] {
  if (time >= 0n) return [Number(digits.slice(0, -6)), digits.slice(-6).padStart(6, '0')];
  const micros = ((time % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return [Number((time - micros) / 1_000_000n), String(micros).padStart(6, '0')];
}

/**
 * What stands behind `Time:`.
 *
 * @param time microseconds since 1970-01-01 UTC, that a Date can show
 * @example
 * formatTime(1516067379437708n); // '01/16/18 01:49:39.437708, usecs:1516067379437708'
 */
export function formatTime(time: bigint): string {
  const digits = String(time);
  const [seconds, micros] = splitMicroseconds(digits, time);
  return `${formatSecond(seconds)}.${micros}, usecs:${digits}`;
}

/** Many events are of one second. */
let known: { readonly seconds: number; readonly text: string } | undefined;

function formatSecond(seconds: number): string {
  if (known?.seconds === seconds) return known.text;
  const date = new Date(seconds * 1000);
  const day = [date.getUTCMonth() + 1, date.getUTCDate(), modulo(date.getUTCFullYear(), 100)];
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const text = `${day.map(twoDigits).join('/')} ${clock.map(twoDigits).join(':')}`;
  known = { seconds, text };
  return text;
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
