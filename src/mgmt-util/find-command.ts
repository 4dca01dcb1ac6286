import type { ConsoleCommand } from './shell.ts';
import { WORDS } from './words.ts';

/**
 * The command that a word means: its name, or any beginning of it that no other command has.
 *
 * @returns the command, or the line that tells why there is none
 */
export function findCommand(
  word: string,
  commands: readonly ConsoleCommand[],
): { readonly command: ConsoleCommand } | { readonly problem: string } {
  const begun = commands.filter(({ name }) => name.startsWith(word));
  const command = begun.find(({ name }) => name === word) ?? begun[0];
  if (command === undefined) return { problem: WORDS.unknownCommand(word) };
  if (begun.length === 1 || command.name === word) return { command };
  return {
    problem: WORDS.ambiguousCommand(
      word,
      begun.map(({ name }) => name),
    ),
  };
}
