/**
 * A file to which lines are added and in which nothing is changed. A line is on disk when it was added.
 */
import fs from 'node:fs';
import { dirname } from 'node:path';
import { writeDescriptor } from './descriptor.ts';
import { syncFolder } from './folder.ts';
import { keepOwner } from './keep-owner.ts';

/** A file that is open to be added to. Each method throws the system's error. */
export interface AppendFile {
  /** What it held when it was opened. */
  readonly bytes: Buffer;
  /**
   * Adds bytes, and waits until they are on disk. Where they cannot all be written, none are.
   *
   * @throws RangeError where somebody else has written to it meanwhile
   */
  append(bytes: Uint8Array): void;
  /** Drops what is behind so many bytes, as a line that was never finished. */
  cut(length: number): void;
  close(): void;
}

/**
 * Opens a regular file that has one name, and makes it where it is missing. No link is followed.
 *
 * @param limit most bytes that are read; of a larger file there are so many, and one more
 * @throws the system's error, EINVAL where it is no such file
 * @example
 * const file = openToAppend('record.jsonl', 1 << 22);
 */
export function openToAppend(path: string, limit: number): AppendFile {
  // Windows has but the first three. Where a FIFO has taken the place, it is not waited for.
  const { O_RDWR, O_CREAT, O_APPEND, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  const isNew = fs.lstatSync(path, { throwIfNoEntry: false }) === undefined;
  const descriptor = fs.openSync(
    path,
    O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK,
    0o666,
  );
  try {
    const stat = fs.fstatSync(descriptor);
    if (!stat.isFile() || stat.nlink !== 1) {
      throw Object.assign(new Error('no regular file of one name'), { code: 'EINVAL' });
    }
    if (isNew) {
      keepOwner(descriptor, path);
      syncFolder(dirname(path));
    }
    return describe(descriptor, readUpTo(descriptor, limit + 1));
  } catch (error) {
    fs.closeSync(descriptor);
    throw error;
  }
}

function readUpTo(descriptor: number, most: number): Buffer {
  const bytes = Buffer.alloc(Math.min(fs.fstatSync(descriptor).size, most));
  let filled = 0;
  while (filled < bytes.length) {
    const read = fs.readSync(descriptor, bytes, filled, bytes.length - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

function describe(descriptor: number, bytes: Buffer): AppendFile {
  let length = bytes.length;
  const cut = (to: number): void => {
    fs.ftruncateSync(descriptor, to);
    fs.fsyncSync(descriptor);
    length = to;
  };
  return {
    bytes,
    cut,
    append(added) {
      if (fs.fstatSync(descriptor).size !== length) throw new RangeError('somebody else wrote');
      try {
        writeDescriptor(descriptor, added);
        fs.fsyncSync(descriptor);
      } catch (error) {
        dropRest(descriptor, length);
        throw error;
      }
      length += added.length;
    },
    close: () => fs.closeSync(descriptor),
  };
}

/** Half of a line, as on a full disk. Where it cannot be dropped, whoever reads the file next drops it. */
function dropRest(descriptor: number, length: number): void {
  try {
    fs.ftruncateSync(descriptor, length);
  } catch {
    // See above.
  }
}
