/**
 * What there is at a path. What cannot be looked at counts as not there: whoever goes on to open it is
 * told why.
 */
import { accessSync, constants, lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOfKernel } from './kernel-files.ts';

/** Whether there is anything; a link that leads nowhere is nothing. */
export function isThere(path: string): boolean {
  return lookAt(path) !== undefined;
}

/** Whether there is anything, be it a link that leads nowhere. */
export function isThereOrLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a folder that somebody is still in has been removed. */
export function isGoneFolder(path: string): boolean {
  const found = lookAt(path);
  return found === undefined || found.nlink === 0;
}

/**
 * Whether what a path leads to, its links followed, lies in a folder; nothing does where there is nothing.
 *
 * @param path of bytes, which need not be UTF-8
 */
export function leadsInto(path: Uint8Array, folder: string): boolean {
  try {
    const found = realpathSync.native(Buffer.from(path), 'buffer');
    const start = Buffer.from(join(realpathSync.native(folder), '/'));
    return found.subarray(0, start.length).equals(start);
  } catch {
    return false;
  }
}

export function isFolder(path: string): boolean {
  return lookAt(path)?.isDirectory() === true;
}

/** Whether it is a folder of files that are somewhere, not one that the kernel makes up, as in /proc. */
export function isOrdinaryFolder(path: string): boolean {
  try {
    return isFolder(path) && !isOfKernel(path);
  } catch {
    return false;
  }
}

/** Whether this process may read it. */
export function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether it is a file that others than its owner may use; never on Windows, which has no such modes. */
export function isOpenToOthers(path: string): boolean {
  const found = lookAt(path);
  return process.platform !== 'win32' && found?.isFile() === true && (found.mode & 0o077) !== 0;
}

function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * Which file or folder it is, whatever it is called; a link is one by itself.
 *
 * @returns undefined where there is nothing
 */
export function identityOf(path: string): string | undefined {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? undefined : `${found.dev} ${found.ino}`;
}

/** A path without links in it. @throws the system's error where there is nothing */
export function realPath(path: string): string {
  return realpathSync(path);
}
