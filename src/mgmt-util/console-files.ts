/**
 * Files that commands name: relative to the working directory, regular files only, so that neither a
 * FIFO nor a device can hold the console up, and never more of one than is wanted.
 */
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { encodeText, type FieldText } from '../parser/text.ts';

/** The beginning of a file. */
interface FileStart {
  /** The file's size, in bytes. */
  readonly size: number;
  /** Its first bytes: as many as were asked for, or all where it has fewer. */
  readonly start: Uint8Array;
}

/** A file that was emptied and is being filled. */
export interface OutputFile {
  /** @throws a system error where the disk is full */
  write(bytes: Uint8Array): void;
  close(): void;
}

/** How commands get at files. Paths are as typed, or as another file has them. */
export interface ConsoleFiles {
  /** @returns undefined where it cannot be opened, or is no regular file */
  open(path: FieldText, length: number): FileStart | undefined;
  /**
   * Opens a file to be written and empties it.
   *
   * @returns undefined where that cannot be done, or it is a link or no regular file
   */
  empty(path: string): OutputFile | undefined;
}

/**
 * Files of this machine.
 *
 * @param directory where relative paths start
 */
export function filesOf(directory: string): ConsoleFiles {
  return {
    open(path, length) {
      const descriptor = openRegular(locate(directory, path), constants.O_RDONLY);
      if (descriptor === undefined) return undefined;
      try {
        const { size } = fstatSync(descriptor);
        return { size, start: readStart(descriptor, Math.min(length, size)) };
      } catch {
        return undefined;
      } finally {
        closeSync(descriptor);
      }
    },
    empty(path) {
      // A link is not followed: what is emptied is the file of that name and no other.
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
      const descriptor = openRegular(locate(directory, path), flags);
      if (descriptor === undefined) return undefined;
      try {
        ftruncateSync(descriptor);
      } catch {
        closeSync(descriptor);
        return undefined;
      }
      return {
        write: (bytes) => writeAll(descriptor, bytes),
        close: () => closeSync(descriptor),
      };
    },
  };
}

function locate(directory: string, path: FieldText): Buffer {
  const bytes = Buffer.from(encodeText(path));
  if (bytes.length === 0 || bytes[0] === 0x2f) return bytes;
  return Buffer.concat([Buffer.from(`${directory}/`), bytes]);
}

/** Opens without waiting (a FIFO would) and keeps only what is a regular file. */
function openRegular(path: Buffer, flags: number): number | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, flags | constants.O_NONBLOCK | constants.O_NOCTTY, 0o666);
  } catch {
    return undefined;
  }
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  return undefined;
}

function readStart(descriptor: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(descriptor, bytes, filled, length - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written);
  }
}
