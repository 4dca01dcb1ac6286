import { join, resolve } from 'node:path';
import { areUint8ArraysEqual } from 'uint8array-extras';
import { Failure } from '../../failure.ts';
import { makeFolder, removeEmptyFolder } from '../../files/folder.ts';
import { isFolder, isThere } from '../../files/look.ts';
import { putInPlace } from '../../files/put-in-place.ts';
import { removeOwnFile } from '../../files/remove-own.ts';
import { systemNameOf } from '../../files/system-error.ts';
import { holdSignals } from '../../terminal/signals.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Context } from '../context.ts';
import { quoted } from '../input/read-file.ts';
import { refuseEmptyName } from '../input/refuse-empty-name.ts';
import { type Outputs, planOutputs, type UsedFile } from './plan-outputs.ts';

/** A result among others. */
export interface FolderFile {
  readonly what: string;
  /** In the folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes results that belong together into a folder, which is made where it is missing: in their order, so
 * that one which names others comes last. Where one cannot be written, those that are new are taken away again.
 * A signal that comes meanwhile ends the program when all are there.
 *
 * @param options `force`: whether files that are there may be replaced; `used`: what must not be lost
 * @throws Failure and CommandFailure of kind `file` where one cannot be written, or is there already; of kind
 *   `usage` where one would take the place of what is used
 */
export async function writeIntoFolder(
  folder: string,
  files: readonly FolderFile[],
  options: { readonly force: boolean; readonly used: readonly UsedFile[] },
  context: Context,
): Promise<void> {
  refuseEmptyName('folder', folder);
  const isNew = makeMissing(folder, context);
  const placed = files.map((file) => ({ ...file, path: join(folder, file.name) }));
  const written: typeof placed = [];
  try {
    const outputs = planOutputs(placed, { ...options, inFolder: folder }, context);
    outputs.refuseExisting();
    await holdSignals(() => {
      for (const file of placed) {
        put(file, outputs, options, context);
        if (outputs.placeOf(file.path)?.holds === 'nothing') written.push(file);
      }
    });
  } catch (error) {
    for (const { path, bytes } of written) {
      const isOwn = (found: Uint8Array): boolean => areUint8ArraysEqual(found, bytes);
      removeOwnFile(resolve(context.cwd, path), bytes.length, isOwn);
    }
    if (isNew) removeQuietly(resolve(context.cwd, folder));
    throw error;
  }
}

function put(
  { what, path, bytes }: FolderFile & { readonly path: string },
  outputs: Outputs,
  { force: replace }: { readonly force: boolean },
  { cwd: folder }: Context,
): void {
  putInPlace(path, bytes, { what, folder, place: outputs.placeOf(path), replace });
}

/** @returns whether it was missing */
function makeMissing(folder: string, { cwd }: Context): boolean {
  const place = resolve(cwd, folder);
  if (isFolder(place)) return false;
  if (isThere(place)) {
    throw new CommandFailure('file', `${quoted(folder)} is no folder`, 'name one, or a new one');
  }
  try {
    makeFolder(place, 'all');
    return true;
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure(
      'file-unwritable',
      { what: 'folder', path: folder, system },
      { cause: error },
    );
  }
}

function removeQuietly(folder: string): void {
  try {
    removeEmptyFolder(folder);
  } catch {
    // Somebody has put something into it.
  }
}
