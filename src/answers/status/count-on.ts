/**
 * A name near one that is taken: the number at its end counts on, else one comes before its ending.
 *
 * @param isThere tells whether there is something of a name
 * @example
 * countOn('officer1.key', (name) => name === 'officer1.key'); // 'officer1-2.key'
 */
export function countOn(path: string, isThere: (path: string) => boolean): string {
  const [, start = path, digits] = /^(.*?[^\d/])(\d{1,9})$/s.exec(path) ?? [];
  const [, stem = path, ending = ''] = /^(.*[^/])(\.[^./]*)$/s.exec(path) ?? [];
  const name =
    digits === undefined
      ? (number: number) => `${stem}-${number}${ending}`
      : (number: number) => `${start}${number}`;
  let number = digits === undefined ? 2 : Number(digits) + 1;
  while (isThere(name(number))) number += 1;
  return name(number);
}
