import { nearestWord } from '../../nearest-word.ts';

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
  const nearest = nearestWord(typed, known);
  return nearest === undefined ? '' : `did you mean "${show(nearest)}"? `;
}
