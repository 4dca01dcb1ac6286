import { dirname, join, resolve } from 'node:path';
import type { NearbyFile } from '../ceremony/wrong-signature.ts';
import { listNames } from '../files/folder.ts';
import { isOrdinaryFolder } from '../files/look.ts';
import { readFileStart } from '../files/read.ts';

/** Larger files are no tokens, nor digests of any, but where somebody says so. */
const LARGEST = 1 << 16;
const MOST_FILES = 500;
/** Of a folder with more names, some are looked at. */
const MOST_NAMES = 10_000;
/** What holds secrets is left alone: nobody signs it by mistake. */
const LEFT_ALONE = /\.(key|pem|p12|pfx)$/i;

/**
 * Reads what an officer may have signed instead of the token: the small files of some folders. What
 * cannot be read is left out, and so is what is no regular file; folders that the kernel makes up, as
 * /proc, are not looked into.
 *
 * @param paths files whose folders are looked into
 * @param known paths that are left out: the token itself and the signatures
 * @param cwd where relative paths start
 * @example
 * readNearbyFiles(['officer1.token'], ['officer1.token'], process.cwd()).map(({ path }) => path);
 */
export function readNearbyFiles(
  paths: readonly string[],
  known: readonly string[],
  cwd: string,
): readonly NearbyFile[] {
  const found: NearbyFile[] = [];
  for (const file of eachNearbyFile(paths, known, cwd)) {
    if (found.length >= MOST_FILES) break;
    found.push(file);
  }
  return found;
}

/**
 * As {@link readNearbyFiles}, of all files and one at a time, for who keeps none of them.
 *
 * @param isRead whether a larger file is read as well, by its beginning and its size
 */
export function* eachNearbyFile(
  paths: readonly string[],
  known: readonly string[],
  cwd: string,
  isRead: (start: Uint8Array, size: number) => boolean = () => false,
): Generator<NearbyFile> {
  const folders = new Set(paths.map((path) => dirname(path)));
  const seen = new Set(known.map((path) => resolve(cwd, path)));
  for (const folder of folders) {
    for (const name of namesIn(resolve(cwd, folder))) {
      const path = join(folder, name);
      const full = resolve(cwd, path);
      if (seen.has(full) || LEFT_ALONE.test(name)) continue;
      seen.add(full);
      const bytes = readNearby(full, isRead);
      if (bytes !== undefined) yield { path, bytes };
    }
  }
}

function namesIn(folder: string): readonly string[] {
  if (!isOrdinaryFolder(folder)) return [];
  try {
    return listNames(folder, MOST_NAMES).names.sort();
  } catch {
    return [];
  }
}

function readNearby(
  path: string,
  isRead: (start: Uint8Array, size: number) => boolean,
): Uint8Array | undefined {
  const file = readFileStart(path, LARGEST);
  if (file === undefined || file.size <= LARGEST) return file?.start;
  return isRead(file.start, file.size) ? readFileStart(path, file.size)?.start : undefined;
}
