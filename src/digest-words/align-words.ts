/**
 * Which word that was said stands for which of a digest: the cheapest way from the ones to the others, by words left
 * out, put in, replaced, or exchanged with the next (the "optimal string alignment" of Damerau and Levenshtein, over
 * words).
 */
import type { SaidWord } from './read-words.ts';

/** One place of the alignment; `at` counts the digest's words from 1. */
export type AlignedWord =
  | { readonly kind: 'right'; readonly at: number }
  | {
      readonly kind: 'other';
      readonly at: number;
      readonly expected: string;
      readonly said: SaidWord;
    }
  | { readonly kind: 'missing'; readonly at: number; readonly expected: string }
  | {
      readonly kind: 'extra';
      readonly at: number;
      readonly said: SaidWord;
      readonly isRepeated: boolean;
    }
  | { readonly kind: 'swapped'; readonly at: number; readonly expected: readonly [string, string] };

/**
 * What each difference costs. A word of the wrong list hints at one left out or said twice, so it costs more than a
 * word misheard; to leave one out and put another in, at the same place, costs more than both.
 */
const COST = { replaced: 2, ofOtherList: 3, leftOut: 2, putIn: 2, exchanged: 2 } as const;

/** The last step of the cheapest way to a place, and what the way costs. */
interface Step {
  readonly cost: number;
  readonly kind: AlignedWord['kind'];
}

/** @returns the places in the order of the digest's words, with what is too many where it was said */
export function alignWords(
  expected: readonly string[],
  said: readonly SaidWord[],
): readonly AlignedWord[] {
  const steps = findSteps(expected, said);
  const aligned: AlignedWord[] = [];
  let i = expected.length;
  let j = said.length;
  while (i > 0 || j > 0) {
    const step = steps[i]?.[j]?.kind;
    const word = expected[i - 1] ?? '';
    const heard = said[j - 1];
    if (step === 'swapped') {
      aligned.push({ kind: 'swapped', at: i - 1, expected: [expected[i - 2] ?? '', word] });
      i -= 2;
      j -= 2;
    } else if (step === 'extra' && heard !== undefined) {
      // Said twice, it is the first or the second that is too many: no matter which.
      const repeated = [i, i + 1].find((at) => isWord(heard, expected[at - 1]));
      const isRepeated = repeated !== undefined;
      aligned.push({ kind: 'extra', at: repeated ?? i, said: heard, isRepeated });
      j--;
    } else if (step === 'missing' || heard === undefined) {
      aligned.push({ kind: 'missing', at: i, expected: word });
      i--;
    } else {
      const other = { kind: 'other', at: i, expected: word, said: heard } as const;
      aligned.push(step === 'right' ? { kind: 'right', at: i } : other);
      i--;
      j--;
    }
  }
  return aligned.reverse();
}

function findSteps(
  expected: readonly string[],
  said: readonly SaidWord[],
): readonly (readonly Step[])[] {
  const steps: Step[][] = [];
  const costAt = (i: number, j: number) => steps[i]?.[j]?.cost ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= expected.length; i++) {
    const row: Step[] = [];
    steps.push(row);
    for (let j = 0; j <= said.length; j++) {
      row.push(i === 0 && j === 0 ? { cost: 0, kind: 'right' } : cheapest(waysTo(i, j)));
    }
  }
  return steps;

  /** The first of those that cost the same is taken. */
  function waysTo(i: number, j: number): readonly Step[] {
    const [word, heard] = [expected[i - 1], said[j - 1]];
    const ways: Step[] = [];
    if (word !== undefined && heard !== undefined) {
      ways.push(
        isWord(heard, word)
          ? { cost: costAt(i - 1, j - 1), kind: 'right' }
          : { cost: costAt(i - 1, j - 1) + costToReplace(i, heard), kind: 'other' },
      );
      const areSwapped =
        i > 1 &&
        j > 1 &&
        said[j - 2]?.known?.word === word &&
        heard.known?.word === expected[i - 2];
      if (areSwapped) ways.push({ cost: costAt(i - 2, j - 2) + COST.exchanged, kind: 'swapped' });
    }
    if (heard !== undefined) ways.push({ cost: costAt(i, j - 1) + COST.putIn, kind: 'extra' });
    if (word !== undefined) ways.push({ cost: costAt(i - 1, j) + COST.leftOut, kind: 'missing' });
    return ways;
  }
}

function costToReplace(at: number, { known }: SaidWord): number {
  return known === undefined || known.isEven === (at % 2 === 1) ? COST.replaced : COST.ofOtherList;
}

/** What is in no list is no word of a digest, nor is what stands before its first one. */
function isWord({ known }: SaidWord, word: string | undefined): boolean {
  return known !== undefined && known.word === word;
}

function cheapest(ways: readonly Step[]): Step {
  return ways.reduce((best, way) => (way.cost < best.cost ? way : best));
}
