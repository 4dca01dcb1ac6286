/**
 * Cuts a text so that those of its words which hold a hyphen stand alone: lines are to be broken at blanks only, for
 * `--` at the end of one and `role` in the next would be no option.
 *
 * @returns parts that join to the text; each second one is such a word
 * @example
 * cutAtHyphens('mofn sign --as bob'); // ['mofn sign ', '--as', ' bob']
 */
export function cutAtHyphens(text: string): readonly string[] {
  return text.split(/([^ \n]*-[^ \n]*)/);
}
