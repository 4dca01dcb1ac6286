import { compareNames } from '../../compare-names.ts';
import { recogniseContent } from '../../content/recognise-content.ts';
import type { DroppedFile, LargeFile, PageFiles, RefusedKey } from './page-model.ts';

/** Most bytes of a file that are looked at: as many as the command line takes. */
export const MOST_BYTES: number = 1 << 20;
/** Most files of a page; a ceremony has some dozens. */
export const MOST_FILES = 2000;

/** A page on which nothing was dropped. */
export const NO_FILES: PageFiles = { files: [], refused: [], large: [], leftOut: 0 };

/**
 * Takes files in, each in the place of one of the same path. Of a private key nothing is kept but its name: its bytes
 * are overwritten here, where they were handed over.
 *
 * @returns a new page's files; what was there is as it was
 * @example
 * const files = takeFiles(NO_FILES, [{ path: 'officer1.key', bytes: readFileSync('officer1.key') }]);
 * files.refused; // [{ path: 'officer1.key' }]
 */
export function takeFiles(before: PageFiles, dropped: readonly DroppedFile[]): PageFiles {
  const files = new Map(before.files.map((file) => [file.path, file]));
  const refused = new Map(before.refused.map((key) => [key.path, key]));
  const large = new Map(before.large.map((file) => [file.path, file]));
  let leftOut = before.leftOut;
  for (const { path, bytes } of dropped) {
    for (const known of [files, refused, large]) known.delete(path);
    if (recogniseContent(bytes) === 'private-key') {
      bytes.fill(0);
      refused.set(path, { path });
    } else if (bytes.length > MOST_BYTES) {
      large.set(path, { path, bytes: bytes.length });
    } else if (files.size >= MOST_FILES) {
      leftOut += 1;
    } else {
      files.set(path, { path, bytes });
    }
  }
  return {
    files: sortByPath(files.values()),
    refused: sortByPath<RefusedKey>(refused.values()),
    large: sortByPath<LargeFile>(large.values()),
    leftOut,
  };
}

export function sortByPath<One extends { readonly path: string }>(
  list: Iterable<One>,
): readonly One[] {
  return [...list].sort((a, b) => compareNames(a.path, b.path));
}
