/** Most of a list that text tells of; more than any real ceremony has. */
const MOST = 100;

/**
 * What text tells of a list that comes from a file: its beginning, and how much more there is. JSON has all.
 *
 * @param describe lines for one of the list
 * @example
 * foldLines(['one', 'two'], (name) => [`  ${name}`]); // ['  one', '  two']
 */
export function foldLines<T, L>(
  list: readonly T[],
  describe: (one: T) => readonly L[],
): readonly (L | string)[] {
  const lines: (L | string)[] = list.slice(0, MOST).flatMap(describe);
  if (list.length <= MOST) return lines;
  return [...lines, `  … and ${(list.length - MOST).toLocaleString('en-US')} more`];
}
