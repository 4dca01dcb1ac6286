/** The folder of a ceremony, and what the script is held in it by. */
import { dirname, join, resolve } from 'node:path';
import { SCRIPT_FILE } from '../../../../ceremony/record/record.ts';
import { Failure, isFailure } from '../../../../failure.ts';
import { listNames, makeFolders, removeTree } from '../../../../files/folder.ts';
import { isFolder, isThere, isThereOrLink } from '../../../../files/look.ts';
import { putInPlace } from '../../../../files/put-in-place.ts';
import { readRegularFile } from '../../../../files/read.ts';
import { systemNameOf } from '../../../../files/system-error.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { refuseEmptyName } from '../../../input/refuse-empty-name.ts';
import type { FileOfScript, ScriptFile } from '../script-input.ts';

/**
 * Makes the folder, where there is none.
 *
 * @returns its path, absolute
 * @throws Failure `file-unwritable`
 */
export function makeCeremonyFolder(path: string, { cwd }: Context): string {
  refuseEmptyName('folder', path);
  const folder = resolve(cwd, path);
  try {
    makeFolders(folder);
    return folder;
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure('file-unwritable', { what: 'folder', path, system }, { cause: error });
  }
}

/**
 * Makes the folder of a rehearsal, with the script in it. Where that cannot be, nothing is left behind.
 *
 * @returns its path, absolute
 * @throws CommandFailure where there is something already, and as {@link makeCeremonyFolder} and {@link keepScript}
 */
export function makeRehearsalFolder(path: string, file: ScriptFile, context: Context): string {
  refuseUsedFolder(path, context);
  const wasThere = isThere(resolve(context.cwd, path));
  const folder = makeCeremonyFolder(path, context);
  try {
    keepScript(folder, file);
    return folder;
  } catch (error) {
    if (!wasThere) removeTree(folder);
    throw error;
  }
}

function refuseUsedFolder(path: string, { cwd }: Context): void {
  const folder = resolve(cwd, path);
  if (!isThereOrLink(folder)) return;
  if (isFolder(folder) && listNames(folder, 1).names.length === 0) return;
  throw new CommandFailure(
    'file',
    `${quoted(path)} is there already, and a rehearsal begins in a new folder`,
    'name a new one with --dir',
  );
}

/**
 * Puts script, policy and the policy's keys into the folder, so that whoever has it has all of it. What is there must be
 * the same.
 *
 * @throws CommandFailure where something else is there, Failure where it cannot be written
 */
export function keepScript(folder: string, { bytes, files }: ScriptFile): void {
  for (const file of [{ path: SCRIPT_FILE, bytes }, ...files]) keepFile(folder, file);
}

function keepFile(folder: string, { path, bytes }: FileOfScript): void {
  const options = { what: 'file', folder };
  const place = join(folder, path);
  try {
    makeFolders(dirname(place));
    putInPlace(place, bytes, options);
  } catch (error) {
    if (!isFailure(error)) {
      const system = systemNameOf(error);
      throw new Failure('file-unwritable', { what: 'file', path: place, system }, { cause: error });
    }
    if (error.code !== 'file-exists') throw error;
    const limit = bytes.length + 1;
    if (readRegularFile(place, { ...options, limit }).equals(bytes)) return;
    throw new CommandFailure(
      'file',
      `${quoted(place)} is another than the one that the script is with now`,
      'a ceremony is gone on with by the script and the policy that it began with; for another, name a new folder with --dir',
    );
  }
}
