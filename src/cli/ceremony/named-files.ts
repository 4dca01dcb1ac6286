import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { NamedFiles } from '../../ceremony/collect.ts';
import {
  type ByteString,
  type FieldText,
  fromByteString,
  showText,
  toByteString,
} from '../../parser/text.ts';
import { createFileAccess } from '../files/file-access.ts';

/** Files that an approval file names, with a list of those that were not clear. */
export interface CombineFiles extends NamedFiles {
  /** Paths under which the working directory and the approval file's folder hold different files. */
  readonly ambiguous: readonly FieldText[];
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
  // By their bytes: of a path that is no text, each reading is another object.
  const moved = new Set<ByteString>();
  const ambiguous = new Map<ByteString, FieldText>();
  return {
    get ambiguous() {
      return [...ambiguous.values()];
    },
    open(path, length) {
      const file = here.open(path, length);
      if (isAbsolute(showText(path)) || folder === cwd) return file;
      if (file === undefined) {
        moved.add(toByteString(path));
        return there.open(path, length);
      }
      const own = there.open(path, COMPARED_BYTES);
      const chosen = here.open(path, COMPARED_BYTES);
      if (own && chosen && Buffer.compare(own.start, chosen.start) !== 0)
        ambiguous.set(toByteString(path), path);
      return file;
    },
    pathFor: (path) => (moved.has(toByteString(path)) ? joinPaths(prefix, path) : path),
  };
}

function joinPaths(folder: string, path: FieldText): FieldText {
  return fromByteString(join(toByteString(folder), toByteString(path)));
}
