/** Words that somebody heard or typed, held against a digest. */
import { type AlignedWord, alignWords } from './align-words.ts';
import { readWords, type SaidWord } from './read-words.ts';
import { wordsOfDigest } from './words-of-digest.ts';

/** What is different. Places are counted from 1, in the words of the digest. */
export type WordDifference =
  /** another word of the lists was said; `isOfOtherList` where it cannot stand at an even, or an odd, place at all */
  | {
      readonly code: 'other';
      readonly at: number;
      readonly expected: string;
      readonly said: string;
      readonly isOfOtherList: boolean;
    }
  /** what was said is in neither list; `nearest` may have been meant */
  | {
      readonly code: 'unknown';
      readonly at: number;
      readonly expected: string;
      readonly said: string;
      readonly nearest: string | undefined;
    }
  /** nobody said it */
  | { readonly code: 'missing'; readonly at: number; readonly expected: string }
  /** one too many, after the word at this place (0: before the first); `isRepeated` where it is that word again */
  | {
      readonly code: 'extra';
      readonly at: number;
      readonly said: string;
      readonly isRepeated: boolean;
    }
  /** this word and the next were exchanged */
  | { readonly code: 'swapped'; readonly at: number; readonly expected: readonly [string, string] };

export interface WordsComparison {
  /** Every word is right, and none is missing or too many. */
  readonly agrees: boolean;
  /** The words of the digest. */
  readonly expected: readonly string[];
  /** How many words were said. */
  readonly said: number;
  /** How many of them stand where they should. */
  readonly right: number;
  /** What was said is right, and only its end is missing. */
  readonly isBeginning: boolean;
  /** In the order of the digest's words; none where they agree. */
  readonly differences: readonly WordDifference[];
  /** The digest that was said, hex, where it is one as long: all words known, lists taking turns. */
  readonly saidDigest: string | undefined;
}

/**
 * Compares a digest with what somebody said of it. Letter case, accents, blanks, punctuation and the numbers of lines
 * make no difference; everything else does: a word that is nearly right is wrong.
 *
 * @param digest hex digits, in pairs
 * @param said the words as they were typed; of words that are far too many only the first are compared
 * @throws RangeError where the digest is not hex
 * @example
 * compareWords('e58294f2', 'topmost  ISTANBUL vagabond').differences;
 * // [{ code: 'missing', at: 3, expected: 'Pluto' }]
 */
export function compareWords(digest: string, said: string): WordsComparison {
  const expected = wordsOfDigest(digest);
  const words = readWords(said);
  const aligned = alignWords(expected, words);
  const differences = aligned.flatMap(tellDifference);
  const right = aligned.filter(({ kind }) => kind === 'right').length;
  // A word that stands twice in the digest may be taken for its second one.
  const isBeginning =
    words.length > 0 &&
    words.length < expected.length &&
    words.every(({ known }, at) => known !== undefined && known.word === expected[at]);
  return {
    agrees: differences.length === 0,
    expected,
    said: words.length,
    right,
    isBeginning,
    differences,
    saidDigest: words.length === expected.length ? digestOf(words) : undefined,
  };
}

function tellDifference(aligned: AlignedWord): readonly WordDifference[] {
  const { at } = aligned;
  switch (aligned.kind) {
    case 'right':
      return [];
    case 'missing':
      return [{ code: 'missing', at, expected: aligned.expected }];
    case 'extra': {
      const { said, isRepeated } = aligned;
      return [{ code: 'extra', at, said: said.text, isRepeated }];
    }
    case 'swapped':
      return [{ code: 'swapped', at, expected: aligned.expected }];
    case 'other': {
      const { expected, said } = aligned;
      if (said.known === undefined) {
        const nearest = said.nearestTo(expected, at - 1);
        return [{ code: 'unknown', at, expected, said: said.text, nearest }];
      }
      const isOfOtherList = said.known.isEven !== (at % 2 === 1);
      return [{ code: 'other', at, expected, said: said.known.word, isOfOtherList }];
    }
  }
}

/** The digest that words are of, where they are of one. */
function digestOf(words: readonly SaidWord[]): string | undefined {
  if (words.length === 0) return undefined;
  let digest = '';
  for (const [at, { known }] of words.entries()) {
    if (known === undefined || known.isEven !== (at % 2 === 0)) return undefined;
    digest += known.byte.toString(16).padStart(2, '0');
  }
  return digest;
}
