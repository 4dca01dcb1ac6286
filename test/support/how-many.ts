/**
 * How much of a thing the tests try: a little by default, all of it in the long version (`npm run
 * test:long`, which CI runs, has MOFN_LONG=1), and where answers are recorded anew.
 */
export const IS_LONG: boolean =
  process.env['MOFN_LONG'] === '1' || process.env['MOFN_UPDATE'] === '1';

export function howMany(short: number, long: number): number {
  return IS_LONG ? long : short;
}

/** The part of a long version that is tried: `npm run test:long` has a fifth, so that CI keeps to its time. */
const SHARE = Number(process.env['MOFN_SHARE'] ?? 1);

/** Whether all of a long version is tried, and no share of it. */
export const IS_WHOLE: boolean = IS_LONG && SHARE >= 1;

/** As {@link howMany}, of what is the same again and again: kills, races, random inputs. */
export function howOften(short: number, long: number): number {
  return Math.max(short, Math.ceil(howMany(short, long) * SHARE));
}

/** So many, spread evenly over all of them; the first is always among them. */
export function sample<T>(all: readonly T[], count: number): readonly T[] {
  if (count >= all.length) return all;
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as T);
}
