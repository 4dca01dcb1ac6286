import { countNoun } from './count-noun.ts';

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/**
 * How long ago a token was made, in people's words.
 *
 * @param seconds a whole number; below 0 where the token is from the future
 * @example
 * describeAge(94); // '1 minute 34 seconds ago'
 */
export function describeAge(seconds: number): string {
  if (seconds >= 0) return `${describeDuration(seconds)} ago`;
  return `${describeDuration(-seconds)} in the future: this clock and the HSM's differ`;
}

/**
 * How long something is, in its two largest units.
 *
 * @param seconds a whole number, not below 0
 * @example
 * describeDuration(600); // '10 minutes'
 */
export function describeDuration(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, unit] of UNITS) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0) parts.push(countNoun(count, unit));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}
