/**
 * The words that clap takes somebody to have meant: those with a Jaro similarity of 0.7 and more (its
 * `parser/features/suggestions.rs`).
 */

const LEAST_SIMILARITY = 0.7;
/** What is longer is no mistyped word. */
const LONGEST_WORD = 200;

/**
 * @returns the words that are near enough, the nearest last
 * @example
 * suggestWords('usr', ['user', 'quorum']); // ['user']
 */
export function suggestWords(typed: string, known: readonly string[]): readonly string[] {
  if (typed.length > LONGEST_WORD) return [];
  return known
    .map((word) => ({ word, similarity: jaroSimilarity(Array.from(typed), Array.from(word)) }))
    .filter(({ similarity }) => similarity >= LEAST_SIMILARITY)
    .sort((one, other) => one.similarity - other.similarity)
    .map(({ word }) => word);
}

/** From 0 to 1 (M. A. Jaro, 1989): letters in common, near enough to each other, and their order. */
function jaroSimilarity(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 && other.length === 0) return 1;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const matchedOther = new Set<number>();
  const matched = one.filter((letter, place) => {
    const last = Math.min(place + reach, other.length - 1);
    for (let at = Math.max(0, place - reach); at <= last; at++) {
      if (other[at] !== letter || matchedOther.has(at)) continue;
      matchedOther.add(at);
      return true;
    }
    return false;
  });
  if (matched.length === 0) return 0;
  const inOther = other.filter((_, place) => matchedOther.has(place));
  const moved = matched.filter((letter, place) => letter !== inOther[place]).length;
  const common = matched.length;
  const inOrder = (common - Math.floor(moved / 2)) / common;
  return (common / one.length + common / other.length + inOrder) / 3;
}
