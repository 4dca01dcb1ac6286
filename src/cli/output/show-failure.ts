import { escapeUnsafe } from '../../printable.ts';
import type { Context } from '../context.ts';
import { styleFor } from './terminal-style.ts';

/** Prints `error: MESSAGE` and, where there is one, `hint: HINT` on standard error. */
export async function showFailure(
  message: string,
  hint: string | undefined,
  context: Context,
): Promise<void> {
  const style = await styleFor(context.stderr, context.env);
  context.stderr.write(`${style.error('error')}: ${safe(message)}\n`);
  if (hint !== undefined) context.stderr.write(`${style.hint('hint')}: ${safe(hint)}\n`);
}

/** Prints `warning: MESSAGE` on standard error. */
export async function showWarning(message: string, context: Context): Promise<void> {
  const style = await styleFor(context.stderr, context.env);
  context.stderr.write(`${style.warning('warning')}: ${safe(message)}\n`);
}

/** Words of the command line may stand in a message as they were typed; its own lines stay. */
function safe(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n');
}
