import { resolve } from 'node:path';
import { listNames } from '../files/folder.ts';
import { isOrdinaryFolder } from '../files/look.ts';

/** Names of a folder that are looked at; somebody who completes a path waits for them. Of more, some would pass for all. */
const MOST_NAMES = 10_000;

/**
 * The paths that begin as one that is being typed.
 *
 * @param start where relative paths start
 * @returns sorted; a folder has a slash behind it, and one whose name begins with a dot is only there where
 *   that is typed. Nothing where the folder cannot be read, or has
 *   more names than anybody waits for
 * @example
 * completePath('/etc/ho', '/'); // ['/etc/host.conf', '/etc/hostname', '/etc/hosts']
 */
export function completePath(typed: string, start: string): readonly string[] {
  const at = typed.lastIndexOf('/') + 1;
  const [folder, begun] = [typed.slice(0, at), typed.slice(at)];
  return namesIn(resolve(start, folder))
    .filter((name) => name.startsWith(begun) && (begun !== '' || !name.startsWith('.')))
    .sort()
    .map((name) => `${folder}${name}${isOrdinaryFolder(resolve(start, folder, name)) ? '/' : ''}`);
}

function namesIn(folder: string): readonly string[] {
  if (!isOrdinaryFolder(folder)) return [];
  try {
    const { names, areAll } = listNames(folder, MOST_NAMES);
    return areAll ? names : [];
  } catch {
    return [];
  }
}
