/** The bytes of files that were dropped or picked, as far as anybody looks at them. */
import type { DroppedFile } from '../../engine/page-model.ts';

/** A file that is not read yet, by the path under which it was handed over. */
export interface HandedFile {
  readonly path: string;
  readonly file: Blob;
}

export interface ReadFiles {
  readonly files: readonly DroppedFile[];
  /** Files that the browser could not read, by their paths. */
  readonly unreadable: readonly string[];
}

/** Of a file that is larger so much is read, by which it shows that it is. 1 MiB is as much as the commands read. */
const MOST_BYTES = 1_048_577;

/** Reads them, one after the other; a folder may have been changed since it was dropped. */
export async function readFiles(handed: readonly HandedFile[]): Promise<ReadFiles> {
  const files: DroppedFile[] = [];
  const unreadable: string[] = [];
  for (const { path, file } of handed) {
    try {
      files.push({ path, bytes: new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer()) });
    } catch {
      unreadable.push(path);
    }
  }
  return { files, unreadable };
}
