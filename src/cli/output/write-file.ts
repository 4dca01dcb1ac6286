import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../context.ts';
import { quoted, systemReason } from '../input/read-file.ts';

export interface WriteOptions {
  /** Replace a file that exists. Without it, a file that exists is a failure. */
  readonly force?: boolean;
  /** Readable by its owner only (mode 0600). */
  readonly secret?: boolean;
  /** Wait until the bytes are on the disk; default true. For what is easily made again, false. */
  readonly durable?: boolean;
}

/**
 * Writes a result: to the path, or to standard output where the path is `-` or missing. A file is
 * written beside its place and then put there in one step, so that nobody ever sees half of it.
 *
 * @param what what the file is, for messages: `signature`, `approval file`
 * @param binary whether the bytes are no text; these are not written to a terminal
 * @throws Failure of kind `file` where it exists already, is no regular file, or cannot be written, of
 *   kind `usage` where binary bytes would go to a terminal; then nothing was written
 */
export function writeResult(
  path: string | undefined,
  data: string | Uint8Array,
  what: string,
  context: Context,
  options: WriteOptions & { readonly binary?: boolean } = {},
): void {
  if (path !== undefined && path !== '-') {
    writeWhole(path, data, what, context, options);
    return;
  }
  if (options.binary === true && context.stdout.isTTY && path !== '-') {
    throw new CommandFailure(
      'usage',
      `the ${what} is binary and is not written to a terminal`,
      'name a file with --out, or send it to a pipe',
    );
  }
  context.stdout.write(data);
}

/** Writes a file in one step. A link stays a link, and a file that is replaced keeps its mode. */
export function writeWhole(
  path: string,
  data: string | Uint8Array,
  what: string,
  context: Context,
  { force = false, secret = false, durable = true }: WriteOptions = {},
): void {
  const target = resolve(context.cwd, path);
  const old = findFile(target, path, what, force);
  const place = old === undefined ? target : realpathSync(target);
  const beside = join(dirname(place), `.mofn-${process.pid}-${Date.now()}.tmp`);
  try {
    writeBeside(beside, data, secret ? 0o600 : 0o666, durable);
    if (old !== undefined && !secret) chmodSync(beside, old.mode);
    if (force) {
      renameSync(beside, place);
    } else {
      // link fails where the name has been taken meanwhile; rename would replace it.
      linkSync(beside, place);
      rmSync(beside);
    }
  } catch (error) {
    rmSync(beside, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw exists(path, what);
    throw new CommandFailure(
      'file',
      `cannot write the ${what} ${quoted(path)}: ${systemReason(error)}`,
      undefined,
      { cause: error },
    );
  }
}

function writeBeside(
  path: string,
  data: string | Uint8Array,
  mode: number,
  durable: boolean,
): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const descriptor = openSync(path, 'wx', mode);
  try {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(descriptor, bytes, written);
    }
    if (durable) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The file that is there, if any. It may be replaced with `force`; a device never, since renaming would
 * take it away from everybody.
 */
function findFile(target: string, path: string, what: string, force: boolean): Stats | undefined {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) {
    throw new CommandFailure(
      'file',
      `cannot write the ${what} ${quoted(path)}: it is there and is no regular file`,
      'choose another name, or - for standard output',
    );
  }
  if (!force) throw exists(path, what);
  return found;
}

function exists(path: string, what: string): CommandFailure {
  return new CommandFailure(
    'file',
    `the ${what} ${quoted(path)} exists already`,
    'use --force to replace it, or choose another name',
  );
}
