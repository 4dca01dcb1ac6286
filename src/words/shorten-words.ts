/** Characters of a word that stay, and those of one that is too long. */
const SHORT = 16;
const LONG = 40;

const LONG_WORD = new RegExp(`\\S{${LONG},}`, 'g');

/**
 * A sentence in which no word of a file is whole that is longer than any name: it might be a key.
 *
 * @example
 * shortenWords(`found ${'M'.repeat(1600)}`); // 'found MMMMMMMMMMMMMMMM…'
 */
export function shortenWords(sentence: string): string {
  return sentence.replaceAll(LONG_WORD, (word) => `${word.slice(0, SHORT)}…`);
}
