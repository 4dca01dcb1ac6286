import { nearestWord } from '../../nearest-word.ts';

/** A short word has few letters that can be wrong. */
const mostMistakes = (typed: string): number => (typed.length < 4 ? 1 : 2);

/**
 * The beginning of a hint, where a known word is near to what was typed.
 *
 * @param show makes of the known word what is to be typed: `--key` of `key`
 * @returns `did you mean "sign"? `, or nothing
 */
export function suggest(
  typed: string,
  known: readonly string[],
  show: (word: string) => string = (word) => word,
): string {
  const nearest = nearestWord(typed, known, mostMistakes(typed));
  return nearest === undefined ? '' : `did you mean "${show(nearest)}"? `;
}
