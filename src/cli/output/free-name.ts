import { resolve } from 'node:path';
import { isThereOrLink } from '../../files/look.ts';

/**
 * A name near one that is taken, where nothing is yet: the number at its end counts on, else one comes before
 * its ending.
 *
 * @param cwd where a relative path starts
 * @example
 * findFreeName('officer1.token.sig1', process.cwd()); // 'officer1.token.sig2'
 * findFreeName('officer1.key', process.cwd()); // 'officer1-2.key'
 */
export function findFreeName(path: string, cwd: string): string {
  return countOn(path, (name) => isThereOrLink(resolve(cwd, name)));
}

/** As {@link findFreeName}, whatever tells whether there is something. */
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
