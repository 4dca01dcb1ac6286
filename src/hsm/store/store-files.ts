import { Failure } from '../../failure.ts';
import type { StateAction, StateOutcome } from '../../failure-codes/hsm-state.ts';
import { listFolder as list, makeFolder as make } from '../../files/folder.ts';
import { openRegularFile, type RegularFile } from '../../files/read.ts';
import { systemNameOf } from '../../files/system-error.ts';
import { damaged, LARGEST_DOCUMENT } from './document.ts';

/**
 * What the emulator does with files, with its own failures.
 */

/**
 * Opens a file of the cluster's folder to read; the caller closes it.
 *
 * @returns undefined where there is no such file
 * @throws Failure of kind `state` where it is something else, too large, or cannot be opened
 */
export function openStateFile(file: string): RegularFile | undefined {
  const opening = openRegularFile(file, { links: 'refuse' });
  switch (opening.kind) {
    case 'missing':
      return undefined;
    case 'link':
      throw damaged(file, { problem: 'link' });
    case 'not-regular':
      throw damaged(file, { problem: 'not-a-file' });
    case 'refused':
      throw ioFailure('read', file, opening.error);
    case 'opened': {
      const { size, close } = opening.file;
      if (size <= LARGEST_DOCUMENT) return opening.file;
      close();
      throw damaged(file, { problem: 'size', bytes: size });
    }
  }
}

/**
 * Reads a whole file of the cluster's folder.
 *
 * @returns undefined where there is no such file
 * @throws Failure of kind `state`
 */
export function readStateFile(file: string): Uint8Array | undefined {
  const opened = openStateFile(file);
  if (opened === undefined) return undefined;
  try {
    return opened.readAll();
  } catch (error) {
    throw ioFailure('read', file, error);
  } finally {
    opened.close();
  }
}

/** Makes a folder for its owner alone (mode 0700). @throws Failure of kind `state` */
export function makeFolder(folder: string): void {
  try {
    make(folder);
  } catch (error) {
    throw ioFailure('make-folder', folder, error);
  }
}

/** Names in a folder. @throws Failure of kind `state` */
export function listFolder(folder: string): string[] {
  try {
    return list(folder);
  } catch (error) {
    throw ioFailure('read-folder', folder, error);
  }
}

/**
 * What the operating system refused.
 *
 * @param outcome what became of a change, where one was to be made
 */
export function ioFailure(
  action: StateAction,
  path: string,
  error: unknown,
  outcome: StateOutcome | null = null,
): Failure<'state-io'> {
  const system = systemNameOf(error);
  return new Failure('state-io', { action, path, system, outcome }, { cause: error });
}
