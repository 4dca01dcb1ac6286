import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { makeTemporaryFolder } from '../../files/folder.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Context } from '../context.ts';
import { quoted, systemReason } from '../input/read-file.ts';

/**
 * Makes a folder of a new name where TMPDIR says, for the caller to remove.
 *
 * @param prefix what its name begins with: `mofn-demo-`
 * @throws CommandFailure of kind `file`
 */
export function makeScratchFolder(prefix: string, { cwd, env }: Context): string {
  const parent = env['TMPDIR'] || tmpdir();
  try {
    return makeTemporaryFolder(resolve(cwd, parent), prefix);
  } catch (error) {
    throw new CommandFailure(
      'file',
      `cannot make a temporary folder in ${quoted(parent)}: ${systemReason(error)}`,
      'let TMPDIR name a folder that can be written: export TMPDIR=/tmp',
      { cause: error },
    );
  }
}
