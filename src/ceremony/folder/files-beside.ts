/**
 * Files that a file names, as its tools find them: from the folder in which they were started on, which is the
 * ceremony's or the file's own. Nothing outside is looked at.
 */
import type { DeviceFiles } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';

/** A file of a ceremony's folder. */
export interface FolderFile {
  /** From the folder on, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** @returns what opens them; of a file that is nowhere, one of the same name beside it */
export function filesBeside(
  file: Pick<FolderFile, 'path'>,
  all: readonly FolderFile[],
): DeviceFiles {
  return {
    open(path, length) {
      const found = findBeside(file, showText(path), all);
      return found && { size: found.bytes.length, start: found.bytes.subarray(0, length) };
    },
  };
}

/** The file that another names. */
export function findBeside<File extends FolderFile>(
  { path }: Pick<FolderFile, 'path'>,
  named: string,
  all: readonly File[],
): File | undefined {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const find = (wanted: string): File | undefined => all.find((one) => one.path === wanted);
  if (named === '' || named.includes('\0')) return undefined;
  return (
    find(normalise(named)) ??
    find(normalise(`${folder}${named}`)) ??
    find(`${folder}${named.slice(named.lastIndexOf('/') + 1)}`)
  );
}

function normalise(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
