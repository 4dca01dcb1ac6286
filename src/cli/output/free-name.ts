import { resolve } from 'node:path';
import { countOn } from '../../answers/status/count-on.ts';
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
