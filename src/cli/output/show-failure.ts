import type { Context } from '../context.ts';
import { type Line, paint } from '../printer.ts';
import { messageWidth, wrapText } from './text-width.ts';

/**
 * Prints `error: MESSAGE` and, where there is one, `hint: HINT` on standard error, within its width.
 *
 * @param message a line, or several
 */
export function showFailure(
  message: string | readonly string[],
  hint: string | undefined,
  context: Context,
): void {
  const [first = '', ...more] = typeof message === 'string' ? [message] : message;
  const width = messageWidth(context.stderr, context.env);
  context.stderr.printLines([
    ...labelled('error', first, width),
    ...more.flatMap((line) => wrapText(line, width, { hasCommands: true })),
    ...(hint === undefined ? [] : labelled('hint', hint, width)),
  ]);
}

/** Prints `warning: MESSAGE` on standard error. */
export function showWarning(message: string, { stderr, env }: Context): void {
  stderr.printLines(labelled('warning', message, messageWidth(stderr, env)));
}

function labelled(
  label: 'error' | 'hint' | 'warning',
  text: string,
  width: number,
): readonly Line[] {
  const lines = wrapText(text, width, { start: label.length + 2, hasCommands: true });
  return lines.map((line, at) => (at === 0 ? [paint(label, label), `: ${line}`] : line));
}
