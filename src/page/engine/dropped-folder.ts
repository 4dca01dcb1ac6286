import type { DeviceFiles } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import type { DroppedFile, PageFiles } from './page-model.ts';
import { nameOf, resolvePath } from './paths.ts';

/** What was dropped, as a folder that files are looked up in. */
export interface DroppedFolder {
  readonly files: readonly DroppedFile[];
  /** Finds a file by a path that another file has, which starts at `folder`. */
  find(folder: string, path: string): DroppedFile | undefined;
  /** Whether a path, which starts at `folder`, is that of a file or a folder, kept or not. */
  has(folder: string, path: string): boolean;
}

/** Looks into what was dropped. */
export function openDropped({ files, refused, large }: PageFiles): DroppedFolder {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const paths = new Set([...files, ...refused, ...large].map(({ path }) => path));
  const folders = new Set(
    [...paths].flatMap((path) =>
      [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index)),
    ),
  );
  // Of files that were dropped one by one nobody knows the folder: their names are all there is.
  const isFlat = folders.size === 0;
  const find = (folder: string, path: string): DroppedFile | undefined => {
    const place = resolvePath(folder, path);
    const exact = place === undefined ? undefined : byPath.get(place);
    return exact ?? (isFlat ? byPath.get(nameOf(path)) : undefined);
  };
  return {
    files,
    find,
    has(folder, path) {
      const place = resolvePath(folder, path);
      if (place === undefined) return find(folder, path) !== undefined;
      return place === '' || place === folder || paths.has(place) || folders.has(place);
    },
  };
}

/** The same, as lint and the device get at files. @param folder where relative paths start */
export function deviceFilesOf({ find }: DroppedFolder, folder: string): DeviceFiles {
  return {
    open(path, length) {
      const file = find(folder, showText(path));
      return file && { size: file.bytes.length, start: file.bytes.subarray(0, length) };
    },
  };
}
