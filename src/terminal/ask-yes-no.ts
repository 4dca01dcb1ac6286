import { escapeUnsafe } from '../printable.ts';
import { type ConsoleInput, type ConsoleOutput, LONGEST_LINE } from './line-reader.ts';

/**
 * Asks a question until `y` or `n` is answered. The line is edited by the terminal itself. End of input
 * is no.
 *
 * @param input is read as far as the answer
 * @example
 * const agreed = await askYesNo('Sign it?', process.stdin, process.stderr);
 */
export async function askYesNo(
  question: string,
  input: ConsoleInput,
  output: ConsoleOutput,
): Promise<boolean> {
  output.write(`${escapeUnsafe(question)} (y/n) `);
  let line = '';
  for await (const piece of input) {
    line += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
    for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
      const answer = line.slice(0, end).trim().toLowerCase();
      line = line.slice(end + 1);
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') return false;
      output.write('please answer y or n: ');
    }
    // What is longer is no answer, and must not fill the memory.
    line = line.slice(0, LONGEST_LINE);
  }
  output.write('\n');
  return false;
}
