import type { UnsentReason } from '../hsm/unsent.ts';
import { nearestWord } from '../nearest-word.ts';
import type { ConsoleCommand } from './shell.ts';
import { WORDS } from './words.ts';

/** What a word means: a command, or why none: the line to be printed, and its reason as a code. */
export type FoundCommand =
  | { readonly command: ConsoleCommand }
  | { readonly problem: string; readonly reason: UnsentReason };

/** The command that a word means: its name, or any beginning of it that no other command has. */
export function findCommand(word: string, commands: readonly ConsoleCommand[]): FoundCommand {
  const begun = commands.filter(({ name }) => name.startsWith(word));
  const command = begun.find(({ name }) => name === word) ?? begun[0];
  if (command === undefined) return suggestCommand(word, commands);
  if (begun.length === 1 || command.name === word) return { command };
  const names = begun.map(({ name }) => name);
  return {
    problem: WORDS.ambiguousCommand(word, names),
    reason: { code: 'ambiguous-command', names },
  };
}

function suggestCommand(word: string, commands: readonly ConsoleCommand[]): FoundCommand {
  const nearest = nearestWord(
    word,
    commands.map(({ name }) => name),
  );
  return {
    problem: WORDS.unknownCommand(word, nearest),
    reason: { code: 'unknown-command', nearest: nearest ?? null },
  };
}
