/**
 * Files that a file names, as its tools find them: from the folder in which they were started on, which is the
 * ceremony's or the file's own.
 */
import type { DeviceFiles } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import { baseName, folderOf } from '../judge/find-piece.ts';
import type { GivenFile } from './given-file.ts';

/** @returns what opens them; of a file that is nowhere, one of the same name beside it */
export function filesBeside(file: GivenFile, all: readonly GivenFile[]): DeviceFiles {
  return {
    open(path, length) {
      const found = findBeside(file, showText(path), all);
      return found && { size: found.bytes.length, start: found.bytes.subarray(0, length) };
    },
  };
}

/** The file that another names. */
export function findBeside(
  { path }: GivenFile,
  named: string,
  all: readonly GivenFile[],
): GivenFile | undefined {
  const folder = folderOf(path);
  const ofFolder = all.filter(({ from }) => from === 'folder');
  const find = (wanted: string): GivenFile | undefined =>
    ofFolder.find((one) => one.path === wanted);
  if (named === '' || named.includes('\0')) return undefined;
  return (
    find(normalise(named)) ??
    find(normalise(`${folder}${named}`)) ??
    find(`${folder}${baseName(named)}`)
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
