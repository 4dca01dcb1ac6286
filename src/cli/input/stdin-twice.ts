import { CommandFailure } from '../command-failure.ts';

/**
 * Refuses to read standard input for a second thing, where no table of a command's arguments can tell
 * before: a pass phrase is asked for only when a key turns out to be encrypted. (What arguments alone
 * tell is refused by the definitions' `stdinTwice`.)
 *
 * @param isTaken whether the file that the command works on is standard input
 * @throws CommandFailure of kind `usage`
 */
export function refuseStdinTwice(
  isTaken: boolean | undefined,
  second: 'key' | 'pass phrase',
): void {
  if (isTaken !== true) return;
  throw new CommandFailure('usage', `standard input cannot be both the file and the ${second}`);
}
