/** Paths as a page has them: `/` parts folders, and no file is above the folder that was dropped. */

/** The folder that a path lies in; empty where it lies in none. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at === -1 ? '' : path.slice(0, at);
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * A path that is written in a file, from the top of what was dropped.
 *
 * @param folder where a relative path starts
 * @returns nothing where it leads out of what was dropped
 * @example
 * resolvePath('ceremony', './keys/../officer1.token'); // 'ceremony/officer1.token'
 */
export function resolvePath(folder: string, path: string): string | undefined {
  if (path === '' || path.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A path as it is named from a folder above it; the same where the folder is none of those. */
export function relativeTo(folder: string, path: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** A folder and those above it, the nearest first, down to the empty one. */
export function foldersFrom(folder: string): readonly string[] {
  return folder === '' ? [''] : [folder, ...foldersFrom(folderOf(folder))];
}
