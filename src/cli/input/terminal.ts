/** The command line's standard streams, as terminal/ wants them. */
import { askYesNo } from '../../terminal/ask-yes-no.ts';
import type { ConsoleInput, ConsoleOutput, ConsoleTerminal } from '../../terminal/line-reader.ts';
import { openRawTerminal } from '../../terminal/raw-terminal.ts';
import type { Context } from '../context.ts';

/**
 * Asks a question on stderr until `y` or `n` is answered. End of input is no.
 *
 * @example
 * if (!(await askUser('Sign it?', context))) return EXIT_CODES.negative.code;
 */
export function askUser(question: string, { stdin, stderr }: Context): Promise<boolean> {
  const output = { write: (text: string) => stderr.writeData(text) };
  return askYesNo(question, stdin.pieces(), output);
}

/**
 * Standard input for a console: a pipe is read by its descriptor, as everywhere; a terminal needs the
 * stream that can be put into raw mode.
 */
export function consoleInput({ stdin, stdout }: Context): {
  readonly input: ConsoleInput;
  readonly terminal?: ConsoleTerminal;
} {
  if (!stdin.isTTY) return { input: stdin.pieces() };
  return openRawTerminal(process.stdin, () => (stdout.isTTY ? stdout.columns : undefined));
}

/** Standard output for questions, which are made safe to show, and for what a person edits of an answer. */
export function questionOutput({ stdout }: Context): ConsoleOutput {
  return { write: (text) => stdout.writeData(text) };
}
