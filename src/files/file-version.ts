/**
 * Whether a file is the very one that was there before, and as it was. A change in place by which
 * neither size nor times differ is not seen; the times of a disk go by the kernel's tick.
 */
import { type BigIntStats, fstatSync, statSync } from 'node:fs';

/** The same for all names of one file, and another for each other file. */
export function fileIdOf({ dev, ino }: BigIntStats): string {
  return `${dev} ${ino}`;
}

/** Another for another file, and for this one when it has been changed. */
export function versionOf(stat: BigIntStats): string {
  return `${fileIdOf(stat)} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

/**
 * Which file a path leads to, or an open descriptor.
 *
 * @returns as {@link fileIdOf}; undefined for what is not there, or not open, and is no file of anybody's
 */
export function identifyFile(file: string | number): string | undefined {
  try {
    const options = { bigint: true } as const;
    return fileIdOf(typeof file === 'number' ? fstatSync(file, options) : statSync(file, options));
  } catch {
    return undefined;
  }
}

/**
 * What a path leads to now.
 *
 * @returns as {@link versionOf}; undefined where nothing can be seen there
 */
export function findVersion(path: string): string | undefined {
  try {
    return versionOf(statSync(path, { bigint: true }));
  } catch {
    return undefined;
  }
}
