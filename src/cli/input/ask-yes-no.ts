import type { Context } from '../context.ts';

/** Whether there is somebody to ask: standard input and stderr are both terminals. */
export function canAsk(context: Context): boolean {
  return context.stdin.isTTY && context.stderr.isTTY;
}

/**
 * Asks a question on stderr until `y` or `n` is answered. End of input is no.
 *
 * @example
 * if (!(await askYesNo('Sign it?', context))) return EXIT_CODES.negative.code;
 */
export async function askYesNo(question: string, context: Context): Promise<boolean> {
  context.stderr.write(`${question} (y/n) `);
  let line = '';
  for await (const piece of context.stdin.pieces()) {
    line += Buffer.from(piece).toString();
    for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
      const answer = line.slice(0, end).trim().toLowerCase();
      line = line.slice(end + 1);
      if (answer === 'y' || answer === 'yes') return true;
      if (answer === 'n' || answer === 'no') return false;
      context.stderr.write('please answer y or n: ');
    }
  }
  context.stderr.write('\n');
  return false;
}
