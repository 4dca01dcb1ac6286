import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { areUint8ArraysEqual } from 'uint8array-extras';
import type { DeviceFiles } from '../parser/device.ts';
import {
  type ByteString,
  type FieldText,
  fromByteString,
  showText,
  toByteString,
} from '../parser/text.ts';
import { nodeFiles } from './node-files.ts';

/** Files that an approval file names, wherever they are. */
export interface NamedFiles extends DeviceFiles {
  /** The path, from the working directory, of a file that was opened as `path`. */
  pathFor(path: FieldText): FieldText;
  /**
   * Of the paths that {@link pathFor} was asked for, those under which the working directory and the
   * approval file's folder hold different files.
   */
  readonly ambiguous: readonly FieldText[];
}

/** More than a token or a signature has. */
const COMPARED_BYTES = 1 << 16;

/**
 * Opens what an approval file names: from the working directory, as the HSM's tool does. What is not
 * there is looked for in the approval file's own folder, where its officer had it.
 *
 * @param approvalFile its path, relative to the working directory
 * @example
 * const files = namedFiles('from-officer2/approval.txt', process.cwd());
 * files.pathFor('officer1.token.sig2'); // 'from-officer2/officer1.token.sig2', where it is only there
 */
export function namedFiles(approvalFile: string, cwd: string): NamedFiles {
  const folder = dirname(resolve(cwd, approvalFile));
  const here = nodeFiles(cwd);
  const there = nodeFiles(folder);
  // The folder as it is to stand in the new file: relative where it was given so.
  const prefix = isAbsolute(approvalFile) ? folder : relative(cwd, folder);
  // By their bytes: of a path that is no text, each reading is another object.
  const moved = new Set<ByteString>();
  const clashing = new Map<ByteString, FieldText>();
  const asked = new Set<ByteString>();
  return {
    get ambiguous() {
      return [...clashing].filter(([key]) => asked.has(key)).map(([, path]) => path);
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
      if (own && chosen && !areUint8ArraysEqual(own.start, chosen.start)) {
        clashing.set(toByteString(path), path);
      }
      return file;
    },
    pathFor(path) {
      const key = toByteString(path);
      asked.add(key);
      return moved.has(key) ? joinPaths(prefix, path) : path;
    },
  };
}

function joinPaths(folder: string, path: FieldText): FieldText {
  return fromByteString(join(toByteString(folder), toByteString(path)));
}
