import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

import { CommandFailure } from '../../command-failure.ts';
import { escapeUnsafe } from '../../printable.ts';
import { damaged } from './document.ts';

/**
 * The few things that the emulator does with files, each with failures that say what to do. What is
 * written is on disk when a function returns.
 */

/** A state at all limits is below 1 MiB; what is beyond this is none. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** A file that was opened, and what it is; the caller closes it. */
export interface OpenedFile {
  readonly descriptor: number;
  readonly stat: fs.BigIntStats;
}

/**
 * Opens a regular file to read, without following a link and without waiting for a FIFO's writer.
 *
 * @returns undefined where there is no such file
 * @throws Failure of kind `state` where it is something else, too large, or cannot be opened
 */
export function openRegularFile(file: string): OpenedFile | undefined {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    if (errorCode(error) === 'ELOOP') throw damaged(file, 'it is a symbolic link, expected a file');
    throw ioFailure('read', file, error);
  }
  const stat = fs.fstatSync(descriptor, { bigint: true });
  if (stat.isFile() && stat.size <= LARGEST_FILE) return { descriptor, stat };
  fs.closeSync(descriptor);
  throw damaged(file, stat.isFile() ? `it has ${stat.size} bytes` : 'it is not a regular file');
}

/**
 * Reads a whole regular file.
 *
 * @returns undefined where there is no such file
 * @throws Failure of kind `state`
 */
export function readRegularFile(file: string): Uint8Array | undefined {
  const opened = openRegularFile(file);
  if (opened === undefined) return undefined;
  try {
    return fs.readFileSync(opened.descriptor);
  } catch (error) {
    throw ioFailure('read', file, error);
  } finally {
    fs.closeSync(opened.descriptor);
  }
}

/** Writes a new file (mode 0600) and waits until it is on disk; its folder is not waited for. */
export function writeNewFile(file: string, bytes: Uint8Array): void {
  const descriptor = fs.openSync(file, 'wx', 0o600);
  try {
    fs.writeFileSync(descriptor, bytes);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Waits until a folder's names are on disk. */
export function syncFolder(folder: string): void {
  const descriptor = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Makes a folder for its owner alone (mode 0700). */
export function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    throw ioFailure('make the folder', folder, error);
  }
}

/** Names in a folder. */
export function listFolder(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    throw ioFailure('read the folder', folder, error);
  }
}

/** Removes a file; where that fails, somebody else did, or the next writer will. */
export function removeQuietly(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // See above: nothing depends on it.
  }
}

/** What a file is called until it has its name. */
const TEMPORARY = '.new-';
/** A temporary file this old was left by a writer that was killed; milliseconds. */
const TEMPORARY_AGE = 60_000;

/** A name for a file that is not published yet. */
export function temporaryName(): string {
  return `${TEMPORARY}${randomBytes(9).toString('hex')}`;
}

/**
 * Removes the temporary files that writers left when they were killed. One that merely slept finds its
 * file gone, and starts over.
 *
 * @param names what is in the folder
 */
export function sweepTemporaries(folder: string, names: readonly string[]): void {
  for (const name of names) {
    if (!name.startsWith(TEMPORARY)) continue;
    const file = path.join(folder, name);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat !== undefined && Date.now() - stat.mtimeMs > TEMPORARY_AGE) removeQuietly(file);
  }
}

/** The system's name of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  // libuv has no name for this one.
  if ('errno' in error && error.errno === -constants.errno.EDQUOT) return 'EDQUOT';
  return String(error.code);
}

const NO_CLUSTER = "make a cluster with 'mofn hsm init', or name its folder with --hsm";
const NO_LINKS = 'put the cluster on a file system with hard links, such as ext4, xfs or tmpfs';

const HINTS: Readonly<Record<string, string>> = {
  ENOENT: NO_CLUSTER,
  ENOTDIR: NO_CLUSTER,
  EEXIST: 'choose another folder, or remove what an interrupted init left there',
  ENOSPC: 'free some space on the disk, then do it again',
  EDQUOT: 'free some of the disk quota, then do it again',
  EROFS: 'the file system is read-only: put the cluster where it can be written',
  EACCES: 'make the cluster folder yours, and writable',
  EPERM: NO_LINKS,
  ENOTSUP: NO_LINKS,
  EOPNOTSUPP: NO_LINKS,
  EMLINK: NO_LINKS,
  EINVAL: 'put the cluster on a file system that can fsync folders, such as ext4, xfs or tmpfs',
  EIO: 'the disk reports an error: check it, and put the cluster on another one',
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'it exists already',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EIO: 'input/output error',
};

/**
 * What the operating system refused, in words of ours, with what to do about it.
 *
 * @param action what was tried, as `write`
 * @param addition what more to tell, as that nothing was changed
 */
export function ioFailure(
  action: string,
  file: string,
  error: unknown,
  addition?: string,
): CommandFailure {
  const code = errorCode(error) ?? '';
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  const hint = HINTS[code] ?? 'check the disk, and the rights of the cluster folder';
  return new CommandFailure(
    'state',
    `cannot ${action} ${escapeUnsafe(file)}: ${reason}`,
    addition === undefined ? hint : `${hint}; ${addition}`,
    { cause: error },
  );
}
