import { CommandFailure } from '../../command-failure.ts';

/** What is said where standard input is asked for twice, by what it is asked for. */
const REFUSALS = {
  files: ['standard input can be read only once', 'name - once'],
  'file, key': ['standard input cannot be both the file and the key'],
  'file, pass phrase': ['standard input cannot be both the file and the pass phrase'],
} as const satisfies Readonly<Record<string, readonly [message: string, hint?: string]>>;

/**
 * The rule that standard input can be read only once, for all of a command's arguments that may be it.
 *
 * @param paths as they were given: `-` is standard input
 * @returns whether one of them is
 * @throws Failure of kind `usage` where more than one is
 * @example
 * const stdinTaken = takesStdin('file, key', [file, key]);
 */
export function takesStdin(
  wanted: keyof typeof REFUSALS,
  paths: readonly (string | undefined)[],
): boolean {
  const count = paths.filter((path) => path === '-').length;
  if (count < 2) return count === 1;
  const [message, hint] = REFUSALS[wanted] as readonly [string, string?];
  throw new CommandFailure('usage', message, hint);
}
