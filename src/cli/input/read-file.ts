import { Failure } from '../../failure.ts';
import { readTypedFile } from '../../files/read-typed.ts';
import { systemNameOf } from '../../files/system-error.ts';
import { escapeUnsafe } from '../../printable.ts';
import { systemWords } from '../../words/system-errors.ts';
import type { Context } from '../context.ts';
import { refuseEmptyName } from './refuse-empty-name.ts';

/** Default limit of an approval file, a token file, a key, a signature: 1 MiB. */
const DEFAULT_LIMIT: number = 1 << 20;

/**
 * Reads a file, or standard input where the path is `-`.
 *
 * @param what what the file should be, for messages: `approval file`, `token file`
 * @param limit most bytes that it may have; more is refused before they are all read
 * @throws Failure `file-unreadable`, `file-too-large`; of kind `usage` where the path is empty
 */
export async function readInput(
  path: string,
  what: string,
  context: Context,
  limit: number = DEFAULT_LIMIT,
): Promise<Buffer> {
  refuseEmptyName(what, path);
  return path === '-'
    ? readStandardInput(what, context, limit)
    : readTypedFile(path, { what, folder: context.cwd, limit });
}

async function readStandardInput(what: string, context: Context, limit: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of context.stdin.pieces()) {
    pieces.push(piece);
    length += piece.length;
    if (length > limit) throw new Failure('file-too-large', { what, path: null, limit });
  }
  return Buffer.concat(pieces);
}

/** A path as messages show it. */
export function quoted(path: string): string {
  return `"${escapeUnsafe(path)}"`;
}

/** Why a system call failed, in words. */
export function systemReason(error: unknown): string {
  return systemWords(systemNameOf(error));
}
