import type { HeldFolders } from '../../files/held-folder.ts';
import type { Place } from '../../files/place.ts';
import { putInPlace } from '../../files/put-in-place.ts';
import { holdSignals } from '../../terminal/signals.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Context } from '../context.ts';

export interface WriteOptions {
  /** Replace a file that exists. Without it, a file that exists is a failure. */
  readonly force?: boolean;
  /** Readable by its owner only (mode 0600). */
  readonly secret?: boolean;
  /** Wait until the bytes are on the disk; default true. For what is easily made again, false. */
  readonly durable?: boolean;
  /** The place, where it was found before the work: what was seen there must be there still. */
  readonly place?: Place | undefined;
  /** Those that are held for the results of many. */
  readonly folders?: HeldFolders | undefined;
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
export async function writeResult(
  path: string | undefined,
  data: string | Uint8Array,
  what: string,
  context: Context,
  options: WriteOptions & { readonly binary?: boolean } = {},
): Promise<void> {
  if (path !== undefined && path !== '-') {
    await writeWhole(path, data, what, context, options);
    return;
  }
  if (options.binary === true && context.stdout.isTTY && path !== '-') {
    throw new CommandFailure(
      'usage',
      `the ${what} is binary and is not written to a terminal`,
      'name a file with --out, or send it to a pipe',
    );
  }
  context.stdout.writeData(data);
}

/**
 * Writes a file in one step. A link stays a link, and a file that is replaced keeps its mode. A signal that
 * comes meanwhile ends the program when the file is there.
 */
export async function writeWhole(
  path: string,
  data: string | Uint8Array,
  what: string,
  context: Context,
  { force = false, ...options }: WriteOptions = {},
): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const { cwd: folder } = context;
  await holdSignals(() => putInPlace(path, bytes, { ...options, what, folder, replace: force }));
}
