/** Digits of the numbers that are ordered by their value; longer ones are ordered as text. */
const DIGITS = 16;

/**
 * Orders names as people do: letters without regard to case, numbers in them by their value, `_` as the
 * blank that it stands for. `Intl.Collator` does it too, and
 * takes 6 ms to begin.
 *
 * @returns below 0 where `a` comes first, above 0 where `b` does, 0 only for the same name
 * @example
 * ['officer10', 'Officer2', 'admin'].sort(compareNames); // ['admin', 'Officer2', 'officer10']
 */
export function compareNames(a: string, b: string): number {
  return compareUnits(sortKeyOf(a), sortKeyOf(b)) || a.length - b.length || compareUnits(b, a);
}

function sortKeyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', ' ')
    .replaceAll(/\d+/g, (number) => number.replace(/^0+/, '').padStart(DIGITS, '0'));
}

function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
