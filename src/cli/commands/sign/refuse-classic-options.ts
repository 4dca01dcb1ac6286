import { CommandFailure } from '../../command-failure.ts';
import { quoted } from '../../input/read-file.ts';
import type { Message } from './message.ts';
import type { Task } from './plan.ts';
import type { SignArguments } from './sign-arguments.ts';

/**
 * Refuses for a file that is signed byte for byte what only JSON files of the newer command line have a place for.
 *
 * @throws Failure of kind `usage`; of kind `file` where it was such a JSON file a moment ago
 */
export function refuseClassicOptions(
  { path }: Message,
  { isFilled }: Task,
  { as, role, write }: Partial<Pick<SignArguments, 'as' | 'role' | 'write'>>,
): void {
  const name = path === '-' ? 'standard input' : quoted(path);
  if (isFilled === true) {
    throw new CommandFailure('file', `${name} is not what was looked at: it has changed since`);
  }
  const option =
    write === true
      ? '--write'
      : as !== undefined
        ? '--as'
        : role !== undefined
          ? '--role'
          : undefined;
  if (option === undefined) return;
  throw new CommandFailure(
    'usage',
    `${name} is no JSON file of the newer command line, and has no place for what ${option} puts in`,
    `leave out ${option}: its signature is a file of its own, which mofn approval add puts into an approval file, by name`,
  );
}
