/** The word that somebody may have meant. */

/** A short word has few letters that can be wrong. */
const mostMistakes = (typed: string): number => (typed.length < 4 ? 1 : 2);

/**
 * Finds the known word that is nearest to one that was typed, without regard to letter case.
 *
 * @param most how many letters may be wrong: too many, missing, others, or exchanged with the next; without
 *   it two, and one of a word of three letters
 * @returns undefined where none is near enough
 * @example
 * nearestWord('sgin', ['sign', 'verify']); // 'sign'
 */
export function nearestWord<Word extends string>(
  typed: string,
  known: readonly Word[],
  most: number = mostMistakes(typed),
): Word | undefined {
  let nearest: { readonly word: Word; readonly distance: number } | undefined;
  for (const word of known) {
    // Of words that differ in length by more, none is near; what was typed may be as long as it likes.
    if (Math.abs(word.length - typed.length) > most) continue;
    const distance = editDistance(typed.toLowerCase(), word.toLowerCase());
    if (distance > most || (nearest !== undefined && nearest.distance <= distance)) continue;
    nearest = { word, distance };
  }
  return nearest?.word;
}

/**
 * How many letters must be put in, taken out, replaced or exchanged with the next one to make one word of
 * the other (the "optimal string alignment" of Damerau and Levenshtein).
 */
function editDistance(from: string, to: string): number {
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isExchanged = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const exchanged = isExchanged ? (before[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, exchanged, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [before, previous] = [previous, row];
  }
  return previous[to.length] ?? 0;
}
