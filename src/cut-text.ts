/**
 * The beginning of a text that is too long to keep or show, marked as such, with the length of the whole.
 *
 * @param most how many characters may stay; the mark comes on top
 * @returns the text itself where it is no longer
 * @example
 * cutText('officer1', 16); // 'officer1'
 * cutText('x'.repeat(5000), 4); // 'xxxx… (5000 characters)'
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  // Half of a pair of surrogates is no text.
  const whole = /[\ud800-\udbff]$/.test(start) ? start.slice(0, -1) : start;
  return `${whole}… (${text.length} characters)`;
}
