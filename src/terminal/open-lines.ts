import type { ConsoleInput, ConsoleOutput, ConsoleTerminal, LineReader } from './line-reader.ts';
import { PipedLines } from './piped-lines.ts';
import { TerminalLines } from './terminal-lines.ts';

/** Reads lines from a terminal where there is one, and else from a pipe. */
export function openLines(
  input: ConsoleInput,
  output: ConsoleOutput,
  terminal: ConsoleTerminal | undefined,
): LineReader {
  if (terminal === undefined) return new PipedLines(input, output);
  return new TerminalLines(input, output, terminal);
}
