import { type Zippable, zipSync } from 'fflate';
import { Failure } from '../../failure.ts';
import { comparePaths, findPathsProblem } from './bundle-path.ts';

/** Limits of a bundle; one that is made is held to them as one that is read. */
export const ARCHIVE_LIMITS: { readonly bytes: number; readonly files: number } = {
  /** Of the whole file: it is held in memory. */
  bytes: 1 << 27,
  files: 10_000,
};

/** Files by their paths. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Writes files into a zip archive in the one way in which bundles are written: stored as they are, in the order of
 * their paths, with nothing in it that tells when, where or by whom it was made.
 *
 * @returns the same bytes for the same files, in whatever order they come
 * @throws Failure `archive-path`, `archive-too-large` or `archive-files` where they cannot be one
 * @example
 * writeArchive(new Map([['keys/ada.pub', publicKey]])).length; // 700
 */
export function writeArchive(files: BundleFiles): Uint8Array {
  const paths = [...files.keys()].sort(comparePaths);
  const problem = findPathsProblem(paths);
  if (problem !== undefined) throw new Failure('archive-path', problem);
  if (paths.length > ARCHIVE_LIMITS.files) {
    throw new Failure('archive-files', { files: paths.length, most: ARCHIVE_LIMITS.files });
  }
  const bytes = paths.reduce(
    (sum, path) => sum + OVERHEAD + 2 * path.length + (files.get(path)?.length ?? 0),
    END_BYTES,
  );
  if (bytes > ARCHIVE_LIMITS.bytes) {
    throw new Failure('archive-too-large', { bytes, most: ARCHIVE_LIMITS.bytes });
  }
  return zip(paths.map((path) => [path, files.get(path) ?? new Uint8Array()]));
}

/** Bytes of a file's two headers without its name, and of the archive's end (APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.16). */
const OVERHEAD = 30 + 46;
const END_BYTES = 22;

/** A file of Unix, readable by all and no program, as unpacking programs make it. */
const UNIX = 3;
const MODE = 0o100644 * 0x1_0000;

/** As {@link writeArchive}, of files that are in order. */
export function zip(files: readonly (readonly [path: string, content: Uint8Array])[]): Uint8Array {
  // In zip there is no zone: noon of this day is the same in each, and no clock was put forward at it.
  const mtime = new Date(1980, 0, 1, 12);
  const entries: Zippable = Object.create(null);
  for (const [path, content] of files) {
    entries[path] = [content, { level: 0, mtime, os: UNIX, attrs: MODE }];
  }
  return zipSync(entries);
}
