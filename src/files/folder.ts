/**
 * Folders: made, listed, made durable, and removed. Each function throws the system's error.
 */
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  opendirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { keepOwnerOfFolder } from './keep-owner.ts';
import { isFolder, isThere } from './look.ts';
import { errorCode } from './system-error.ts';

/** Modes of folders that are made, before the umask. */
const MODE = { owner: 0o700, all: 0o777 } as const;

/**
 * Makes a folder, where there is none.
 *
 * @param access `owner`: for its owner alone (mode 0700), who is that of the folder it is in where root makes it
 */
export function makeFolder(folder: string, access: keyof typeof MODE = 'owner'): void {
  mkdirSync(folder, { mode: MODE[access] });
  if (access === 'owner') keepOwnerOfFolder(folder);
}

/**
 * Makes a folder for its owner alone (mode 0700), and what is missing above it.
 *
 * @returns the topmost folder that was made; undefined where it was there already
 */
export function makeFolders(folder: string): string | undefined {
  // One after the other: mkdir of Node with all at once never ends where the system makes none, as in /proc.
  const missing: string[] = [];
  for (let path = resolve(folder); !isThere(path); path = dirname(path)) missing.unshift(path);
  // Where there is something already, it may be no folder.
  for (const path of [...missing, folder]) makeMissing(path);
  return missing[0];
}

/** Makes a folder, unless another process has just made it. */
function makeMissing(folder: string): void {
  try {
    mkdirSync(folder, { mode: MODE.owner });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' || !isFolder(folder)) throw error;
  }
}

/**
 * Makes a folder of a new name.
 *
 * @param prefix what its name begins with: `mofn-demo-`
 */
export function makeTemporaryFolder(parent: string, prefix: string): string {
  return mkdtempSync(join(parent, prefix));
}

/** Names in a folder. */
export function listFolder(folder: string): string[] {
  return readdirSync(folder);
}

/**
 * Names in a folder that others may have filled: no more of them than so many.
 *
 * @returns the names in the system's order, and whether these are all
 */
export function listNames(
  folder: string,
  most: number,
): { readonly names: string[]; readonly areAll: boolean } {
  const open = opendirSync(folder);
  try {
    const names: string[] = [];
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
      if (names.length === most) return { names, areAll: false };
      names.push(entry.name);
    }
    return { names, areAll: true };
  } finally {
    open.closeSync();
  }
}

/** Waits until a folder's names are on disk. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes a file or a folder with all that is in it; what is not there is removed already. */
export function removeTree(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/**
 * Removes the folders that somebody left who was killed. Where one cannot be removed, the others may stay, too.
 *
 * @param prefix what their names begin with
 * @param age how old they are at least, in milliseconds
 */
export function removeAbandoned(folder: string, prefix: string, age: number): void {
  try {
    for (const name of readdirSync(folder).filter((each) => each.startsWith(prefix))) {
      const path = join(folder, name);
      if (isFolder(path) && Date.now() - lstatSync(path).mtimeMs > age) removeTree(path);
    }
  } catch {
    // Somebody else removed it, or nothing depends on it.
  }
}

/** Removes a folder where nothing is in it. */
export function removeEmptyFolder(folder: string): void {
  rmdirSync(folder);
}

/** Gives a folder another name. An empty folder of that name is replaced; nothing else is. */
export function moveFolder(from: string, to: string): void {
  renameSync(from, to);
}

/** Makes a symbolic link, where nothing has its name. */
export function makeLink(target: string, path: string): void {
  symlinkSync(target, path);
}
