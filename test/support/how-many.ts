/**
 * How much of a thing the tests try: a little by default, all of it in the long version (`npm run
 * test:long`, which CI runs, has MOFN_LONG=1), and where answers are recorded anew.
 */
export const IS_LONG: boolean =
  process.env['MOFN_LONG'] === '1' || process.env['MOFN_UPDATE'] === '1';

export function howMany(short: number, long: number): number {
  return IS_LONG ? long : short;
}

/** So many, spread evenly over all of them; the first is always among them. */
export function sample<T>(all: readonly T[], count: number): readonly T[] {
  if (count >= all.length) return all;
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)] as T);
}
