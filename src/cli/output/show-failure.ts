import type { Context } from '../context.ts';
import { paint } from '../printer.ts';

/**
 * Prints `error: MESSAGE` and, where there is one, `hint: HINT` on standard error.
 *
 * @param message a line, or several
 */
export function showFailure(
  message: string | readonly string[],
  hint: string | undefined,
  { stderr }: Context,
): void {
  const [first = '', ...more] = typeof message === 'string' ? [message] : message;
  stderr.printLines([
    [paint('error', 'error'), `: ${first}`],
    ...more,
    ...(hint === undefined ? [] : [[paint('hint', 'hint'), `: ${hint}`]]),
  ]);
}

/** Prints `warning: MESSAGE` on standard error. */
export function showWarning(message: string, { stderr }: Context): void {
  stderr.printLine([paint('warning', 'warning'), `: ${message}`]);
}
