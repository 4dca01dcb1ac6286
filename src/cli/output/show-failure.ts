import type { Context } from '../context.ts';
import { type Line, paint } from '../printer.ts';
import { messageWidth, wrapText } from './text-width.ts';

/** A command to be pasted: broken, it would be two. */
const COMMAND =
  /\b(mofn|openssl|cloudhsm_mgmt_util|cd|chmod|cp|df|eval|ls|mkdir|npm|ps|rm|sha256sum|ssh-keygen) /;

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
    ...more.flatMap((line) => wrapText(line, width)),
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
  const lines = COMMAND.test(text) ? [text] : wrapText(text, width, { start: label.length + 2 });
  return lines.map((line, at) => (at === 0 ? [paint(label, label), `: ${line}`] : line));
}
