import type { SetApart } from './flavour.ts';
import type { Shell } from './shell.ts';

/** Prints the empty line that some editions show before the answer of a command, or the caution box. */
export function setApart(what: SetApart, { flavour, print }: Shell): void {
  if (flavour.emptyLineBefore.includes(what)) print('');
}
