import { CommandFailure } from '../../command-failure.ts';
import { listFolder as list, makeFolder as make } from '../../files/folder.ts';
import { openRegularFile, type RegularFile } from '../../files/read.ts';
import { errorCode } from '../../files/system-error.ts';
import { escapeUnsafe } from '../../printable.ts';
import { damaged } from './document.ts';

/**
 * What the emulator does with files, with failures that say what to do.
 */

/** A state at all limits is below 1 MiB; what is beyond this is none. */
const LARGEST_FILE = 64 * 1024 * 1024;

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
      throw damaged(file, 'it is a symbolic link, expected a file');
    case 'not-regular':
      throw damaged(file, 'it is not a regular file');
    case 'refused':
      throw ioFailure('read', file, opening.error);
    case 'opened': {
      const { size, close } = opening.file;
      if (size <= LARGEST_FILE) return opening.file;
      close();
      throw damaged(file, `it has ${size} bytes`);
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
    throw ioFailure('make the folder', folder, error);
  }
}

/** Names in a folder. @throws Failure of kind `state` */
export function listFolder(folder: string): string[] {
  try {
    return list(folder);
  } catch (error) {
    throw ioFailure('read the folder', folder, error);
  }
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
