/**
 * The words of a line, quoted as in a POSIX shell (POSIX.1-2024, Shell Command Language 2.2 and 2.3). What
 * a shell expands, joins or comments out stands for itself here: `$`, `*`, `;`, `#`.
 */

import { escapeUnsafe } from './printable.ts';

/** What a line, or several that are one, comes to. */
export type SplitLine =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** It ends with a backslash, so that the next line belongs to it. */
  | { readonly kind: 'continues' }
  /** A quotation is not ended. */
  | { readonly kind: 'open-quote'; readonly quote: Quote };

type Quote = '"' | "'";

/** The words of a line, and how it ends. */
export interface ScannedLine {
  /** The last one may be unfinished. */
  readonly words: readonly { readonly text: string; readonly start: number }[];
  /** Whether the end of the line is inside a word. */
  readonly isInWord: boolean;
  readonly quote: Quote | undefined;
  /** Whether it ends with a backslash that something is to follow. */
  readonly endsWithBackslash: boolean;
}

/** Blanks, as a shell takes them; a line that was pasted may have others. */
const BLANK = /[ \t\n\r]/;

/** Reads a line as far as it goes. */
export function scanLine(line: string): ScannedLine {
  const words: { text: string; start: number }[] = [];
  let word: { text: string; start: number } | undefined;
  let quote: Quote | undefined;
  const add = (text: string, start: number): void => {
    if (word === undefined) {
      word = { text: '', start };
      words.push(word);
    }
    word.text += text;
  };
  for (let place = 0; place < line.length; place++) {
    const character = line[place] ?? '';
    if (character === '\\' && quote !== "'") {
      const next = line[place + 1];
      if (next === undefined) {
        return { words, isInWord: word !== undefined, quote, endsWithBackslash: true };
      }
      // Inside double quotes it stands for itself but before these (2.2.3).
      const isKept = quote === '"' && !'"\\$`\n'.includes(next);
      if (next !== '\n') add(`${isKept ? character : ''}${next}`, place);
      place++;
    } else if (character === quote) quote = undefined;
    else if (quote !== undefined) add(character, place);
    else if (character === '"' || character === "'") {
      quote = character;
      add('', place);
    } else if (BLANK.test(character)) word = undefined;
    else add(character, place);
  }
  return { words, isInWord: word !== undefined, quote, endsWithBackslash: false };
}

/**
 * Splits a line. A backslash and the newline behind it are nothing, so that a line that goes on can be
 * split with what follows it.
 *
 * @example
 * splitLine("user create --username 'a b'"); // { kind: 'words', words: ['user', 'create', '--username', 'a b'] }
 * splitLine('user list \\'); // { kind: 'continues' }
 */
export function splitLine(line: string): SplitLine {
  const { words, quote, endsWithBackslash } = scanLine(line);
  if (endsWithBackslash) return { kind: 'continues' };
  if (quote !== undefined) return { kind: 'open-quote', quote };
  return { kind: 'words', words: words.map(({ text }) => text) };
}

/**
 * A word as it is typed: what a shell would take for something else has a backslash before it.
 *
 * @returns undefined where it has characters that cannot be typed
 */
export function escapeWord(word: string): string | undefined {
  if (escapeUnsafe(word) !== word) return undefined;
  return word.replaceAll(/[^\p{L}\p{N}_./:@%+=,~-]/gu, '\\$&');
}
