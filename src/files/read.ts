/**
 * How files are read. What a file names, and what the emulator keeps, is opened as a regular file and
 * as nothing else, so that neither a FIFO nor a device can hold anybody up. What a person's command
 * line names may be anything that can be read, as `<(…)` is in a shell.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { readDescriptor } from './descriptor.ts';
import { versionOf } from './file-version.ts';
import { errorCode, systemNameOf } from './system-error.ts';

/** A path: text, or the bytes of one, which need not be UTF-8. */
export type FilePath = string | Uint8Array;

/** A regular file that is open to be read. */
export interface RegularFile {
  /** In bytes. */
  readonly size: number;
  /** Another for another file, and for this one when it has been changed. */
  readonly version: string;
  /**
   * Its first bytes: as many as are asked for, or all where it has fewer.
   *
   * @throws the system's error
   */
  readStart(length: number): Buffer;
  /** All of it. @throws the system's error */
  readAll(): Buffer;
  close(): void;
}

/** A regular file, or what there is instead. */
export type Opening =
  | { readonly kind: 'opened'; readonly file: RegularFile }
  | { readonly kind: 'missing' | 'link' | 'not-regular' }
  | { readonly kind: 'refused'; readonly error: unknown };

/**
 * Opens a regular file, without waiting for a FIFO's writer.
 *
 * @param links whether a symbolic link at the path's end is followed
 * @example
 * const opening = openRegularFile('cluster/cluster.json', { links: 'refuse' });
 * if (opening.kind === 'opened') opening.file.close();
 */
export function openRegularFile(
  path: FilePath,
  { links }: { readonly links: 'follow' | 'refuse' },
): Opening {
  // Windows has none of these.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
  const flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (links === 'refuse' ? O_NOFOLLOW : 0);
  let descriptor: number;
  try {
    descriptor = openSync(typeof path === 'string' ? path : Buffer.from(path), flags);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return { kind: 'missing' };
    if (code === 'ELOOP' && links === 'refuse') return { kind: 'link' };
    return { kind: 'refused', error };
  }
  const stat = fstatSync(descriptor, { bigint: true });
  if (!stat.isFile()) {
    closeSync(descriptor);
    return { kind: 'not-regular' };
  }
  const file: RegularFile = {
    size: Number(stat.size),
    version: versionOf(stat),
    readStart: (length) => fill(descriptor, Math.min(length, Number(stat.size))),
    readAll: () => readFileSync(descriptor),
    close: () => closeSync(descriptor),
  };
  return { kind: 'opened', file };
}

/** Reads from the beginning until there are so many bytes, or no more. */
function fill(descriptor: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(descriptor, bytes, filled, length - filled, filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** The beginning of a file. */
export interface FileStart {
  /** The file's size, in bytes. */
  readonly size: number;
  /** Its first bytes: as many as were asked for, or all where it has fewer. */
  readonly start: Buffer;
}

/**
 * Reads the beginning of a regular file; a link to one will do.
 *
 * @param length most bytes that are read
 * @returns undefined where it cannot be read, or is no regular file
 */
export function readFileStart(path: FilePath, length: number): FileStart | undefined {
  const opening = openRegularFile(path, { links: 'follow' });
  if (opening.kind !== 'opened') return undefined;
  const { file } = opening;
  try {
    return { size: file.size, start: file.readStart(length) };
  } catch {
    return undefined;
  } finally {
    file.close();
  }
}

/** Whatever a command line names, open to be read to its end. */
export interface NamedFile {
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
export function openNamedFile(path: string): NamedFile {
  const descriptor = openSync(path, 'r');
  const stat = fstatSync(descriptor);
  return {
    size: stat.isFile() ? stat.size : undefined,
    read: (into) => readDescriptor(descriptor, into),
    close: () => closeSync(descriptor),
  };
}

/** Bytes that are read at a time. */
const PIECE = 1 << 16;

/**
 * Reads the whole of a file, pipe or device, unless it is too large.
 *
 * @param limit most bytes that it may have
 * @returns undefined where there is more, of which not all is read
 * @throws the system's error
 */
export function readWhole(path: string, limit: number): Buffer | undefined {
  const file = openNamedFile(path);
  try {
    return file.size !== undefined && file.size > limit ? undefined : readUpTo(limit, file);
  } finally {
    file.close();
  }
}

function readUpTo(limit: number, file: NamedFile): Buffer | undefined {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE);
    const read = file.read(piece);
    if (read === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, read));
    length += read;
    if (length > limit) return undefined;
  }
}

/** What to read, and how much of it. */
export interface ReadOptions {
  /** What the file should be, for whoever is told of a failure: `token file`. */
  readonly what: string;
  /** Where a relative path starts. */
  readonly folder: string;
  /** Most bytes that it may have. */
  readonly limit: number;
}

/**
 * Reads the whole of a file, pipe or device; where it has more than the limit, it is not read whole.
 *
 * @throws Failure `file-unreadable`, `file-too-large`
 * @example
 * readNamedFile('officer1.token', { what: 'token file', folder: process.cwd(), limit: 1 << 20 });
 */
export function readNamedFile(path: string, { what, folder, limit }: ReadOptions): Buffer {
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
export function readFirstLine(file: Pick<NamedFile, 'read'>, longest: number): Buffer | undefined {
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
