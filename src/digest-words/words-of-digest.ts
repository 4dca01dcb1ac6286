/** A digest as words, to be read over the telephone. */
import { EVEN_WORDS, ODD_WORDS } from './word-lists.ts';

/** Words in a line: as many as somebody can hear and repeat. */
const WORDS_PER_LINE = 4;

/**
 * The words of a digest, a word for each byte.
 *
 * @param digest hex digits, in pairs; none gives no words
 * @returns as many words as there are bytes, spelt as the list spells them
 * @throws RangeError where it is not hex
 * @example
 * wordsOfDigest('e58294f2'); // ['topmost', 'Istanbul', 'Pluto', 'vagabond']
 */
export function wordsOfDigest(digest: string): readonly string[] {
  if (!/^(?:[0-9a-f]{2})*$/i.test(digest)) throw new RangeError('a digest is pairs of hex digits');
  return (digest.match(/../g) ?? []).map((pair, at) => listAt(at)[Number.parseInt(pair, 16)] ?? '');
}

/**
 * The list that the word at a place is of.
 *
 * @param at counted from 0
 */
export function listAt(at: number): readonly string[] {
  return at % 2 === 0 ? EVEN_WORDS : ODD_WORDS;
}

/** Words in a line, and the number of the first of them, counted from 1. */
export interface WordLine {
  readonly number: number;
  readonly words: readonly string[];
}

/**
 * Cuts words into lines of four, to be read one line after the other.
 *
 * @example
 * layOutWords(wordsOfDigest('e58294f2e9')).at(-1); // { number: 5, words: ['treadmill'] }
 */
export function layOutWords(words: readonly string[]): readonly WordLine[] {
  const lines: WordLine[] = [];
  for (let at = 0; at < words.length; at += WORDS_PER_LINE) {
    lines.push({ number: at + 1, words: words.slice(at, at + WORDS_PER_LINE) });
  }
  return lines;
}
