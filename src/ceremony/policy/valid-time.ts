import type { Person, PersonKey, ValidTime } from './policy.ts';

/**
 * Whether a time is within another.
 *
 * @param at seconds since 1970
 * @example
 * isWithin({ from: 10, until: 20 }, 20); // false
 */
export function isWithin({ from, until }: ValidTime, at: number): boolean {
  return (from === undefined || at >= from) && (until === undefined || at < until);
}

/** The keys that a person can approve with; none where the person is not valid, or has no account. */
export function listValidKeys({ valid, keys, accounts }: Person, at: number): readonly PersonKey[] {
  if (accounts.length === 0 || !isWithin(valid, at)) return [];
  return keys.filter((key) => isWithin(key.valid, at));
}
