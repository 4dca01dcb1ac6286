import { resolve } from 'node:path';
import { isThere } from '../../files/look.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Context } from '../context.ts';
import { quoted } from '../input/read-file.ts';

/**
 * Refuses, before any work and any prompt, to write over files that exist.
 *
 * @param paths as they were given: standard output, `-` or nothing, is no file
 * @throws Failure of kind `file`
 */
export function refuseExisting(paths: readonly (string | undefined)[], context: Context): void {
  const existing = paths.find(
    (path) => path !== undefined && path !== '-' && isThere(resolve(context.cwd, path)),
  );
  if (existing === undefined) return;
  throw new CommandFailure(
    'file',
    `${quoted(existing)} exists already`,
    'use --force to replace it, or choose another name',
  );
}
