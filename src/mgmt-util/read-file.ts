import type { Shell } from './shell.ts';
import { WORDS } from './words.ts';

/**
 * Reads a whole file that a command names.
 *
 * @param limit most bytes that it may have
 * @param cannotOpen what to print where it cannot be opened, or is no regular file
 * @returns undefined where it cannot be read or is larger; why was printed
 */
export function readFile(
  path: string,
  limit: number,
  shell: Shell,
  cannotOpen: (path: string) => string = WORDS.cannotOpen,
): Uint8Array | undefined {
  const file = shell.files.open(path, limit);
  if (file === undefined) {
    shell.print(cannotOpen(path));
    shell.note({ code: 'file-not-opened', path });
    return undefined;
  }
  if (file.size > limit) {
    shell.print(WORDS.tooLarge(path, limit));
    shell.note({ code: 'file-too-large', path, maximum: limit });
    return undefined;
  }
  return file.start;
}
