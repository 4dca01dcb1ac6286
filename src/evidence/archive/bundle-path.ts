/**
 * Where a file may stand in a bundle: paths that mean the same on every system, in every shell and to every program that
 * unpacks, and that lead out of no folder.
 */
import type { ArchivePathProblem } from '../../failure-codes/bundle.ts';

/** Most characters of a path; with the folder that it is unpacked into, all systems take it. */
const LONGEST_BUNDLE_PATH = 200;

/** A name of a file or folder: no blank, no quote, no control character, and no dot at either end. */
const NAME = /^[A-Za-z0-9_@+=](?:[A-Za-z0-9_.@+=-]*[A-Za-z0-9_@+=-])?$/;

/** Names that Windows has for devices, whatever ending they have. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** Whether a file may have that path, which says nothing of the other files. */
function findPathProblem(path: string): ArchivePathProblem | undefined {
  if (path.length > LONGEST_BUNDLE_PATH) return 'too-long';
  // A letter in front: it is no option of a program, and no number, which objects of JavaScript put first.
  if (!/^[A-Za-z]/.test(path)) return 'malformed';
  const isSound = path.split('/').every((name) => NAME.test(name) && !DEVICE.test(name));
  return isSound ? undefined : 'malformed';
}

/**
 * What is wrong with the paths of a bundle, all of them: the first that is.
 *
 * @param paths in the order of the bundle
 * @example
 * findPathsProblem(['keys/ada.pub', 'keys/ADA.pub']); // { path: 'keys/ADA.pub', problem: 'repeated' }
 */
export function findPathsProblem(
  paths: Iterable<string>,
): { readonly path: string; readonly problem: ArchivePathProblem } | undefined {
  const files = new Set<string>();
  const folders = new Set<string>();
  let previous = '';
  for (const path of paths) {
    const own = findPathProblem(path);
    if (own !== undefined) return { path, problem: own };
    const folded = path.toLowerCase();
    if (files.has(folded)) return { path, problem: 'repeated' };
    const above = listFoldersOf(folded);
    if (folders.has(folded) || above.some((one) => files.has(one))) {
      return { path, problem: 'within-file' };
    }
    if (path < previous) return { path, problem: 'order' };
    files.add(folded);
    for (const folder of above) folders.add(folder);
    previous = path;
  }
  return undefined;
}

/** `a` and `a/b` of `a/b/c`. */
function listFoldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The order of files in a bundle: that of their characters' numbers, which no locale changes. */
export function comparePaths(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
