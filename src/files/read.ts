/**
 * How files are read that something names: an approval file, a roster's folder, a line of a console, the
 * emulator for itself. Each is looked at before it is opened, and is a regular file or nothing, so that
 * neither a FIFO nor a device can hold anybody up. What a person types on a shell's command line is read by
 * read-typed.ts.
 */
import { closeSync, fstatSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure, isFailure } from '../failure.ts';
import type { FoundKind } from '../failure-codes/files.ts';
import { versionOf } from './file-version.ts';
import { type LinkRule, lookFirst } from './look-first.ts';
import { errorCode, systemNameOf } from './system-error.ts';

/** A path: text, or the bytes of one, which need not be UTF-8. */
export type FilePath = string | Uint8Array;

/** A regular file that is open to be read. */
export interface RegularFile {
  /** In bytes, when it was opened. */
  readonly size: number;
  /** Another for another file, and for this one when it has been changed. */
  readonly version: string;
  /**
   * Its first bytes: as many as are asked for, or all where it has fewer.
   *
   * @throws the system's error
   */
  readStart(length: number): Buffer;
  /** As much as it had when it was opened. @throws the system's error */
  readAll(): Buffer;
  close(): void;
}

/** A regular file, or what there is instead. */
export type Opening =
  | { readonly kind: 'opened'; readonly file: RegularFile }
  | { readonly kind: 'missing' | 'link' }
  | { readonly kind: 'not-regular'; readonly found: FoundKind }
  | { readonly kind: 'refused'; readonly error: unknown };

/**
 * Opens a regular file, and nothing else: of a FIFO no writer is let go, no device is touched.
 *
 * @param links whether a symbolic link at the path's end is followed
 * @example
 * const opening = openRegularFile('cluster/cluster.json', { links: 'refuse' });
 * if (opening.kind === 'opened') opening.file.close();
 */
export function openRegularFile(path: FilePath, { links }: { readonly links: LinkRule }): Opening {
  try {
    const looked = lookFirst(typeof path === 'string' ? path : Buffer.from(path), links);
    try {
      if (looked.kind === 'link') return { kind: 'link' };
      if (looked.kind !== 'regular') return { kind: 'not-regular', found: looked.kind };
      const descriptor = looked.open();
      if (descriptor === undefined) return { kind: 'missing' };
      return { kind: 'opened', file: describeOpened(descriptor) };
    } finally {
      looked.close();
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? { kind: 'missing' } : { kind: 'refused', error };
  }
}

function describeOpened(descriptor: number): RegularFile {
  const stat = fstatSync(descriptor, { bigint: true });
  const size = Number(stat.size);
  return {
    size,
    version: versionOf(stat),
    readStart: (length) => readStart(descriptor, length, size),
    readAll: () => readStart(descriptor, size, size),
    close: () => closeSync(descriptor),
  };
}

/**
 * Reads a regular file from its beginning until there are so many bytes, or no more.
 *
 * @param size of the file; more is not read
 * @throws the system's error
 */
export function readStart(descriptor: number, length: number, size: number): Buffer {
  const bytes = Buffer.alloc(Math.min(length, size));
  let filled = 0;
  while (filled < bytes.length) {
    const read = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
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
  /** Which file it is, and as what it was read. */
  readonly version: string;
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
    return { size: file.size, start: file.readStart(length), version: file.version };
  } catch {
    return undefined;
  } finally {
    file.close();
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
 * Reads the whole of a regular file, unless it has more than the limit; a link to one will do.
 *
 * @throws Failure `file-unreadable`, `named-file-not-regular`, `file-too-large`
 * @example
 * readRegularFile('officer1.pub', { what: 'public key', folder: 'roster', limit: 1 << 20 });
 */
export function readRegularFile(path: string, { what, folder, limit }: ReadOptions): Buffer {
  const opening = openRegularFile(resolve(folder, path), { links: 'follow' });
  switch (opening.kind) {
    case 'missing':
    case 'link':
      throw new Failure('file-unreadable', { what, path, system: 'ENOENT' });
    case 'not-regular':
      throw new Failure('named-file-not-regular', { what, path, found: opening.found });
    case 'refused':
      throw unreadable(what, path, opening.error);
    case 'opened': {
      const { file } = opening;
      try {
        if (file.size > limit) throw new Failure('file-too-large', { what, path, limit });
        return file.readAll();
      } catch (error) {
        throw isFailure(error) ? error : unreadable(what, path, error);
      } finally {
        file.close();
      }
    }
  }
}

function unreadable(what: string, path: string, error: unknown): Failure {
  return new Failure(
    'file-unreadable',
    { what, path, system: systemNameOf(error) },
    { cause: error },
  );
}
