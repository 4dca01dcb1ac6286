import { escapeUnsafe } from '../printable.ts';

/**
 * Whether the console takes a text as one word: it parts words by blanks, and has no quotes.
 *
 * @example
 * isConsoleWord('with blank.txt'); // false
 */
export function isConsoleWord(text: string): boolean {
  return !/\s/.test(text) && escapeUnsafe(text) === text;
}
