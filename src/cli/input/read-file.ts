import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure } from '../../command-failure.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { Context } from '../context.ts';

/** Default limit of an approval file, a token file, a key, a signature: 1 MiB. */
const DEFAULT_LIMIT: ReadLimit = { bytes: 1 << 20, hint: 'check that it is the right file' };

/** The most bytes that are read, and what to do where there are more. */
export interface ReadLimit {
  readonly bytes: number;
  readonly hint: string;
}

/**
 * Reads a file, or standard input where the path is `-`.
 *
 * @param what what the file should be, for messages: `approval file`, `token file`
 * @param limit most bytes that it may have; more is refused before they are all read
 * @throws Failure of kind `file`
 */
export async function readInput(
  path: string,
  what: string,
  context: Context,
  limit: number | ReadLimit = DEFAULT_LIMIT,
): Promise<Buffer> {
  const most = typeof limit === 'number' ? { ...DEFAULT_LIMIT, bytes: limit } : limit;
  return path === '-'
    ? readStandardInput(what, context, most)
    : readPath(path, what, context, most);
}

async function readStandardInput(
  what: string,
  context: Context,
  limit: ReadLimit,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of context.stdin.pieces()) {
    pieces.push(piece);
    length += piece.length;
    if (length > limit.bytes) throw tooLarge(what, 'standard input', limit);
  }
  return Buffer.concat(pieces);
}

function readPath(path: string, what: string, context: Context, limit: ReadLimit): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(resolve(context.cwd, path), 'r');
  } catch (error) {
    throw unreadable(path, what, error);
  }
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile() && stat.size > limit.bytes) throw tooLarge(what, quoted(path), limit);
    return readAll(descriptor, path, what, limit);
  } catch (error) {
    throw error instanceof CommandFailure ? error : unreadable(path, what, error);
  } finally {
    closeSync(descriptor);
  }
}

function readAll(descriptor: number, path: string, what: string, limit: ReadLimit): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(1 << 16);
    const read = readSync(descriptor, piece);
    if (read === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, read));
    length += read;
    if (length > limit.bytes) throw tooLarge(what, quoted(path), limit);
  }
}

function tooLarge(what: string, where: string, limit: ReadLimit): CommandFailure {
  return new CommandFailure(
    'file',
    `the ${what} ${where} is larger than the limit of ${describeBytes(limit.bytes)}`,
    limit.hint,
  );
}

function unreadable(path: string, what: string, error: unknown): CommandFailure {
  return new CommandFailure(
    'file',
    `cannot read the ${what} ${quoted(path)}: ${systemReason(error)}`,
    undefined,
    { cause: error },
  );
}

/** A path as messages show it. */
export function quoted(path: string): string {
  return `"${escapeUnsafe(path)}"`;
}

/** A size as messages show it: `1 MiB`, `300 bytes`. */
function describeBytes(count: number): string {
  const units = [
    [1 << 30, 'GiB'],
    [1 << 20, 'MiB'],
    [1 << 10, 'KiB'],
  ] as const;
  for (const [size, name] of units) {
    if (count >= size && count % size === 0) return `${count / size} ${name}`;
  }
  return `${count} bytes`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EEXIST: 'it exists already',
  ENOSPC: 'no space left on the disk',
  EROFS: 'the file system is read-only',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'input/output error',
};

/** Why a system call failed, in words. */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? code ?? message;
}
