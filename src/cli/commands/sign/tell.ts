/**
 * What is told of one file beside its signature. It is loaded only where somebody is told.
 */
import { clockOf, type TokenKey } from '../../../ceremony/token-key.ts';
import type { Context } from '../../context.ts';
import { describeMessage } from './describe-message.ts';
import type { Message } from './message.ts';

export { warnOfOddKey } from './odd-key.ts';

/** @param first lines of what is signed before it */
export function tellMessage(
  first: readonly string[],
  message: Message,
  key: TokenKey | undefined,
  context: Context,
): void {
  const lines = describeMessage(message, clockOf(key, context.now()), key);
  context.stderr.printLines([...first, ...lines]);
}
