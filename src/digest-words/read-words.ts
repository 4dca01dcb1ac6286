import { nearestWord } from '../nearest-word.ts';
import { skipHeadlines } from './skip-headlines.ts';
import { EVEN_WORDS, ODD_WORDS } from './word-lists.ts';
import { listAt } from './words-of-digest.ts';

/** A word of the lists. */
export interface KnownWord {
  readonly word: string;
  readonly byte: number;
  readonly isEven: boolean;
}

/** A word that somebody said. */
export interface SaidWord {
  /** As it was typed. */
  readonly text: string;
  /** Undefined where it is in neither list. */
  readonly known: KnownWord | undefined;
  /** Which word it may have been, at that place, counted from 0. */
  nearestTo(expected: string, at: number): string | undefined;
}

/** More than any digest has, in case whole files are given for words. */
const MOST_WORDS = 512;
/** No word of the lists has as many; what is longer is cut before anything is compared with it. */
const MOST_LETTERS = 40;

/** So many at once that no word of the lists is parted, and not all of a large file: the engine keeps count of each. */
const LETTERS = /\p{L}{1,1000}/gu;

/** Reads what was typed or pasted: letters are words, all else is between them. */
export function readWords(said: string): readonly SaidWord[] {
  const texts: string[] = [];
  // Composed and decomposed accents are the same letters.
  for (const [text] of skipHeadlines(said.normalize('NFC')).matchAll(LETTERS)) {
    const joined = joinParts(texts.at(-1), text);
    if (joined === undefined) texts.push(text);
    else texts.splice(-1, 1, joined);
    if (texts.length > MOST_WORDS) break;
  }
  return texts.slice(0, MOST_WORDS).map((text) => {
    const spelling = fold(text.slice(0, MOST_LETTERS));
    return {
      text,
      known: text.length > MOST_LETTERS ? undefined : known().get(spelling),
      nearestTo: (expected, at) =>
        nearestWord(spelling, [expected]) ??
        nearestWord(spelling, listAt(at)) ??
        nearestWord(spelling, listAt(at + 1)),
    };
  });
}

/** Many of the words are two: who listens writes `blue bird`. No two words of the lists make a third. */
function joinParts(before: string | undefined, text: string): string | undefined {
  if (before === undefined || before.length + text.length > MOST_LETTERS) return undefined;
  const joined = before + text;
  return known().has(fold(joined)) ? joined : undefined;
}

/** How words are compared: some editions write `Yucatán`. */
function fold(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

let table: ReadonlyMap<string, KnownWord> | undefined;

/** All words, made when they are needed first. */
function known(): ReadonlyMap<string, KnownWord> {
  table ??= new Map(
    [EVEN_WORDS, ODD_WORDS].flatMap((words, list) =>
      words.map((word, byte) => [fold(word), { word, byte, isEven: list === 0 }] as const),
    ),
  );
  return table;
}
