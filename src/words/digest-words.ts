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
  const { agrees, expected, said, right, isBeginning, differences, saidDigest } = comparison;
  if (agrees) return [`agrees: ${countNoun(expected.length, 'word')}, those of the ${what}`];
  if (said === 0) return [`no words: nothing was compared with the ${what}`];
  if (isBeginning) {
    const missing = expected.length - said;
    const first =
      said === 1 ? `first of ${expected.length} is` : `first ${said} of ${expected.length} are`;
    return [
      `differs: of the words of the ${what} the ${first} right; ${missing} ${missing === 1 ? 'is' : 'are'} missing`,
      ...describeDifferences(differences),
    ];
  }
  const heading = `differs: ${right} of ${countNoun(expected.length, 'word')} of the ${what} ${right === 1 ? 'is' : 'are'} right`;
  // Of another digest hardly a word is the same: to tell of each helps nobody.
  if (saidDigest !== undefined && right * 2 < expected.length) {
    return [heading, `  these are the words of another digest: ${saidDigest}`];
  }
  return [heading, ...describeDifferences(differences)];
}

/** All of them; an end of which nothing was said is told in one line. */
function describeDifferences(differences: readonly WordDifference[]): readonly string[] {
  let end = differences.length;
  while (differences[end - 1]?.code === 'missing' && isNextTo(differences, end)) end--;
  const first = differences[end - 1];
  const last = differences.at(-1);
  const told = differences.length - end < 2 ? differences : differences.slice(0, end - 1);
  const lines = told.map((difference) => `  ${describeDifference(difference)}`);
  if (told !== differences) lines.push(`  words ${first?.at} to ${last?.at} are missing`);
  return lines;
}

/** Whether the difference before a place is of a word left out, too, the one just before. */
function isNextTo(differences: readonly WordDifference[], place: number): boolean {
  const [before, missing] = [differences[place - 2], differences[place - 1]];
  return before?.code === 'missing' && before.at + 1 === missing?.at;
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
