/** Digests in words, and what was said wrong of one, as people read it; safe to show. */
import type { WordDifference, WordsComparison } from '../digest-words/compare-words.ts';
import { layOutWords } from '../digest-words/words-of-digest.ts';
import { escapeUnsafe } from '../printable.ts';
import { countNoun } from './count-noun.ts';

/** The longest word of the lists and a gap. */
const COLUMN = 13;

/**
 * Words in numbered lines of four, in columns.
 *
 * @example
 * describeWords(['topmost', 'Istanbul']); // [' 1  topmost      Istanbul']
 */
export function describeWords(words: readonly string[]): readonly string[] {
  return layOutWords(words).map(({ number, words: line }) =>
    `${`${number}`.padStart(2)}  ${line.map((word) => word.padEnd(COLUMN)).join('')}`.trimEnd(),
  );
}

/**
 * Whether what was said is the digest, and else what is different: the first line answers.
 *
 * @param what what the digest is of: `SHA-256 of "bundle.zip"`
 */
export function describeComparison(what: string, comparison: WordsComparison): readonly string[] {
  const { agrees, expected, right, differences, saidDigest } = comparison;
  if (agrees) return [`agrees: ${countNoun(expected.length, 'word')}, those of the ${what}`];
  const heading = `differs: ${right} of ${countNoun(expected.length, 'word')} of the ${what} ${right === 1 ? 'is' : 'are'} right`;
  // Of another digest hardly a word is the same: to tell of each helps nobody.
  if (saidDigest !== undefined && right * 2 < expected.length) {
    return [heading, `  these are the words of another digest: ${saidDigest}`];
  }
  return [heading, ...differences.map((difference) => `  ${describeDifference(difference)}`)];
}

/** One difference, as `word 3 is missing: Pluto`. */
export function describeDifference(difference: WordDifference): string {
  const { at } = difference;
  switch (difference.code) {
    case 'other': {
      const { said, expected, isOfOtherList } = difference;
      const why = isOfOtherList ? ', a word of the other list' : '';
      return `word ${at}: found ${said}${why}, expected ${expected}`;
    }
    case 'unknown': {
      const { said, expected, nearest } = difference;
      const found = `word ${at}: found "${escapeUnsafe(said)}", which is in no list`;
      if (nearest === undefined) return `${found}, expected ${expected}`;
      return nearest === expected
        ? `${found}; it may have been ${nearest}, which would be right`
        : `${found}; it may have been ${nearest}, expected ${expected}`;
    }
    case 'missing':
      return `word ${at} is missing: ${difference.expected}`;
    case 'extra': {
      const said = escapeUnsafe(difference.said);
      if (difference.isRepeated) return `word ${at} was said twice: ${said}`;
      return at === 0
        ? `one word too many before the first: ${said}`
        : `one word too many after word ${at}: ${said}`;
    }
    case 'swapped':
      return `words ${at} and ${at + 1} were exchanged, expected ${difference.expected.join(' ')}`;
  }
}
