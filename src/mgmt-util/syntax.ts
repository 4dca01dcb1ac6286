import type { ConsoleCommand, Outcome, Shell } from './shell.ts';
import { WORDS } from './words.ts';

/** How a command is written in the shell's edition. */
export function syntaxOf({ syntax }: ConsoleCommand, { flavour }: Shell): string {
  return typeof syntax === 'string' ? syntax : syntax(flavour);
}

/** Prints how a command is written, where it was written otherwise. */
export function refuseSyntax(command: ConsoleCommand, shell: Shell): Outcome {
  const syntax = syntaxOf(command, shell);
  shell.print(WORDS.syntax(syntax));
  shell.note({ code: 'wrong-words', syntax });
  return 'refused';
}

/**
 * A whole number as typed: decimal digits, at most nine of them.
 *
 * @returns undefined for anything else
 */
export function readWholeNumber(word: string | undefined): number | undefined {
  return word !== undefined && /^[0-9]{1,9}$/.test(word) ? Number(word) : undefined;
}
