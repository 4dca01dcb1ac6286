/**
 * Files that commands name: relative to the working directory, regular files only, so that neither a
 * FIFO nor a device can hold the console up, and never more of one than is wanted.
 */
import { readFileStart } from '../files/read.ts';
import { type FileInPlace, openInPlace } from '../files/write-in-place.ts';
import type { DeviceFile } from '../parser/device.ts';
import { encodeText, type FieldText } from '../parser/text.ts';

/** A file that was emptied and is being filled. */
export interface OutputFile {
  /** @throws a system error where the disk is full */
  write(bytes: Uint8Array): void;
  close(): void;
}

/** How commands get at files. Paths are as typed, or as another file has them. */
export interface ConsoleFiles {
  /** @returns undefined where it cannot be opened, or is no regular file */
  open(path: FieldText, length: number): DeviceFile | undefined;
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
    open: (path, length) => readFileStart(locate(directory, path), length),
    empty: (path) => emptyFile(locate(directory, path)),
  };
}

function emptyFile(path: Buffer): OutputFile | undefined {
  let file: FileInPlace;
  try {
    // A link is not followed: what is emptied is the file of that name and no other.
    file = openInPlace(path, { links: 'refuse' });
  } catch {
    return undefined;
  }
  try {
    if (file.isRegular) {
      file.empty();
      return file;
    }
  } catch {
    // It is not to be emptied.
  }
  file.close();
  return undefined;
}

function locate(directory: string, path: FieldText): Buffer {
  const bytes = Buffer.from(encodeText(path));
  if (bytes.length === 0 || bytes[0] === 0x2f) return bytes;
  return Buffer.concat([Buffer.from(`${directory}/`), bytes]);
}
