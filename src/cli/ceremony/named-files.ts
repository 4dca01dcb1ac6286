import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { NamedFiles } from '../../ceremony/collect.ts';
import { createFileAccess } from '../files/file-access.ts';

/** Files that an approval file names, with a list of those that were not clear. */
export interface CombineFiles extends NamedFiles {
  /** Paths under which the working directory and the approval file's folder hold different files. */
  readonly ambiguous: readonly string[];
}

/** More than a token or a signature has. */
const COMPARED_BYTES = 1 << 16;

/**
 * Opens what an approval file names: from the working directory, as the HSM's tool does. What is not
 * there is looked for in the approval file's own folder, where its officer had it.
 *
 * @param approvalFile its path, relative to the working directory
 */
export function createNamedFiles(approvalFile: string, cwd: string): CombineFiles {
  const folder = dirname(resolve(cwd, approvalFile));
  const here = createFileAccess(cwd);
  const there = createFileAccess(folder);
  // The folder as it is to stand in the new file: relative where it was given so.
  const prefix = isAbsolute(approvalFile) ? folder : relative(cwd, folder);
  const bytes = Buffer.from(prefix).toString('latin1');
  const moved = new Set<string>();
  const ambiguous = new Set<string>();
  return {
    get ambiguous() {
      return [...ambiguous];
    },
    open(path, length) {
      const file = here.open(path, length);
      if (isAbsolute(path) || folder === cwd) return file;
      if (file === undefined) {
        moved.add(path);
        return there.open(path, length);
      }
      const own = there.open(path, COMPARED_BYTES);
      const chosen = here.open(path, COMPARED_BYTES);
      if (own && chosen && Buffer.compare(own.start, chosen.start) !== 0) ambiguous.add(path);
      return file;
    },
    pathFor: (path) => (moved.has(path) ? join(bytes, path) : path),
  };
}
