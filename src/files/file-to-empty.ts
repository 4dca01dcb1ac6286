/**
 * A file that is to be emptied and filled: what it is, and where it lies, is seen before anything of it is
 * lost, and before one is made.
 */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, type Stats } from 'node:fs';
import { writeDescriptor } from './descriptor.ts';
import { holdFolder } from './held-folder.ts';
import { lookFirst } from './look-first.ts';
import { readStart } from './read.ts';
import { errorCode } from './system-error.ts';

/** A file as it is before it is emptied. */
export interface FileToEmpty {
  /**
   * A path of the folder that it lies in, or undefined where there are no folders. It leads to that very
   * one whatever is done meanwhile; of `..` behind it the system must make something, not `path.join`.
   */
  readonly folder: string | undefined;
  readonly name: string;
  /** In bytes; undefined where there is no such file, and one is to be made. */
  readonly size: number | undefined;
  /** Its first bytes: as many as are asked for, or all where it has fewer. */
  readStart(length: number): Uint8Array;
}

/** A file that was emptied and is being filled. */
export interface OutputFile {
  /** @throws a system error where the disk is full */
  write(bytes: Uint8Array): void;
  close(): void;
}

/**
 * Empties a file, or makes it. It has that one name: neither a symbolic link nor one of several hard links
 * is written through.
 *
 * @param mayEmpty decides, after a look at it
 * @returns undefined where it may not be emptied, or is no such file
 * @throws the system's error
 * @example
 * const file = emptyFile(Buffer.from('/srv/officer1.token'), ({ size = 0 }) => size % 80 === 0);
 */
export function emptyFile(
  path: Buffer,
  mayEmpty: (file: FileToEmpty) => boolean,
): OutputFile | undefined {
  const slash = path.lastIndexOf('/') + 1;
  const held = holdFolder(path.subarray(0, slash));
  try {
    const folder = held.at('');
    const name = path.subarray(slash);
    const place = Buffer.concat([Buffer.from(`${folder}/`), name]);
    const described = { folder, name: name.toString() };
    const descriptor = isThere(place)
      ? openOld(place, described, mayEmpty)
      : makeNew(place, described, mayEmpty);
    return descriptor === undefined ? undefined : describeOutput(descriptor);
  } finally {
    held.close();
  }
}

type Described = Pick<FileToEmpty, 'folder' | 'name'>;

// Windows has none of these. Where a FIFO has taken the place meanwhile, it is not waited for.
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
const AS_IT_IS = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

/** @throws EINVAL where it is no regular file */
function isThere(place: Buffer): boolean {
  try {
    const looked = lookFirst(place, 'refuse');
    looked.close();
    if (looked.kind === 'regular') return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  throw Object.assign(new Error('no regular file'), { code: 'EINVAL' });
}

function openOld(
  place: Buffer,
  described: Described,
  mayEmpty: (file: FileToEmpty) => boolean,
): number | undefined {
  const descriptor = openSync(place, constants.O_RDWR | AS_IT_IS);
  try {
    const stat = fstatSync(descriptor);
    if (isEmptiable(stat) && mayEmpty(describeOld(descriptor, stat, described))) {
      ftruncateSync(descriptor);
      return descriptor;
    }
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
  return undefined;
}

function isEmptiable(stat: Stats): boolean {
  return stat.isFile() && stat.nlink === 1;
}

function describeOld(descriptor: number, { size }: Stats, described: Described): FileToEmpty {
  return { ...described, size, readStart: (length) => readStart(descriptor, length, size) };
}

function makeNew(
  place: Buffer,
  described: Described,
  mayEmpty: (file: FileToEmpty) => boolean,
): number | undefined {
  if (!mayEmpty({ ...described, size: undefined, readStart: () => new Uint8Array() })) {
    return undefined;
  }
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  return openSync(place, O_WRONLY | O_CREAT | O_EXCL | AS_IT_IS, 0o666);
}

function describeOutput(descriptor: number): OutputFile {
  return {
    write: (bytes) => writeDescriptor(descriptor, bytes),
    close: () => closeSync(descriptor),
  };
}
