/**
 * How what somebody typed on a command line is read. It may be anything that can be read, as `<(…)` is in
 * a shell: a pipe's writer is waited for, and Ctrl-C ends that. What a file or a folder names is read by
 * read.ts, and never here.
 */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { readDescriptor } from './descriptor.ts';
import type { ReadOptions } from './read.ts';
import { systemNameOf } from './system-error.ts';

/** Whatever a command line names, open to be read to its end. */
export interface TypedFile {
  /** In bytes; undefined for what is no regular file, and has no size. */
  readonly size: number | undefined;
  /**
   * Reads what comes next.
   *
   * @param into is filled from its beginning
   * @returns how many bytes came; 0 at the end
   * @throws the system's error
   */
  read(into: Uint8Array): number;
  close(): void;
}

/**
 * Opens a file, pipe or device; of a FIFO the writer is waited for.
 *
 * @throws the system's error
 */
export function openTypedFile(path: string): TypedFile {
  // Windows has no O_NOCTTY.
  const { O_RDONLY, O_NOCTTY = 0 } = constants;
  const descriptor = openSync(path, O_RDONLY | O_NOCTTY);
  const stat = fstatSync(descriptor);
  return {
    size: stat.isFile() ? stat.size : undefined,
    read: (into) => readDescriptor(descriptor, into),
    close: () => closeSync(descriptor),
  };
}

/** Bytes that are read at a time of what says nothing of its size. */
const PIECE = 1 << 16;

/**
 * Reads the whole of a file, pipe or device, unless it is too large.
 *
 * @param limit most bytes that it may have
 * @returns undefined where there is more, of which not all is read
 * @throws the system's error
 */
export function readWhole(path: string, limit: number): Buffer | undefined {
  const file = openTypedFile(path);
  try {
    return file.size !== undefined && file.size > limit ? undefined : readUpTo(limit, file);
  } finally {
    file.close();
  }
}

/**
 * Reads to the end, into one buffer that grows, as a pipe may give a byte at a time.
 *
 * @returns nothing where there are more bytes than the limit
 * @throws the system's error
 */
export function readUpTo(
  limit: number,
  file: Pick<TypedFile, 'read'> & Partial<Pick<TypedFile, 'size'>>,
): Buffer | undefined {
  // One byte more shows that it has not grown. The kernel says 0 of files that it makes up.
  const { size = 0 } = file;
  let bytes = Buffer.allocUnsafeSlow(size === 0 ? PIECE : size + 1);
  let length = 0;
  for (;;) {
    if (length === bytes.length) bytes = Buffer.concat([bytes], 2 * length);
    const read = file.read(bytes.subarray(length));
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > limit) return undefined;
  }
}

/**
 * Reads the whole of a file, pipe or device; where it has more than the limit, it is not read whole.
 *
 * @throws Failure `file-unreadable`, `file-too-large`
 * @example
 * readTypedFile('officer1.token', { what: 'token file', folder: process.cwd(), limit: 1 << 20 });
 */
export function readTypedFile(path: string, { what, folder, limit }: ReadOptions): Buffer {
  let bytes: Buffer | undefined;
  try {
    bytes = readWhole(resolve(folder, path), limit);
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure('file-unreadable', { what, path, system }, { cause: error });
  }
  if (bytes === undefined) throw new Failure('file-too-large', { what, path, limit });
  return bytes;
}

/**
 * Reads up to the first newline, one byte at a time: what follows the line on a pipe belongs to
 * somebody else.
 *
 * @param longest most bytes that are read; a longer line is cut
 * @returns the line without its newline; undefined where there is nothing at all
 * @throws the system's error
 */
export function readFirstLine(file: Pick<TypedFile, 'read'>, longest: number): Buffer | undefined {
  const line = Buffer.alloc(longest);
  const one = Buffer.alloc(1);
  let length = 0;
  while (length < longest) {
    if (file.read(one) === 0) {
      if (length === 0) return undefined;
      break;
    }
    if (one[0] === NEWLINE) break;
    line[length] = one[0] ?? 0;
    length += 1;
  }
  one.fill(0);
  return line.subarray(0, length);
}

const NEWLINE = 0x0a;
