/**
 * The words of a line, quoted as in a POSIX shell (POSIX.1-2024, Shell Command Language 2.2 and 2.3). What
 * a shell expands, joins or comments out stands for itself here: `$`, `*`, `;`, `#`.
 */

/** What a line, or several that are one, comes to. */
export type SplitLine =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** It ends with a backslash, so that the next line belongs to it. */
  | { readonly kind: 'continues' }
  /** A quotation is not ended. */
  | { readonly kind: 'open-quote'; readonly quote: '"' | "'" };

/** Blanks, as a shell takes them; a line that was pasted may have others. */
const BLANK = /[ \t\n\r]/;

/**
 * Splits a line. A backslash and the newline behind it are nothing, so that a line that goes on can be
 * split with what follows it.
 *
 * @example
 * splitLine("user create --username 'a b'"); // { kind: 'words', words: ['user', 'create', '--username', 'a b'] }
 * splitLine('user list \\'); // { kind: 'continues' }
 */
export function splitLine(line: string): SplitLine {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let place = 0; place < line.length; place++) {
    const character = line[place] ?? '';
    const next = line[place + 1];
    if (character === '\\' && quote !== "'") {
      if (next === undefined) return { kind: 'continues' };
      place++;
      if (next === '\n') continue;
      // Inside double quotes it stands for itself but before these (2.2.3).
      const isKept = quote === '"' && !'"\\$`'.includes(next);
      word = `${word ?? ''}${isKept ? character : ''}${next}`;
    } else if (character === quote) quote = undefined;
    else if (quote !== undefined) word += character;
    else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (BLANK.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = `${word ?? ''}${character}`;
  }
  if (quote !== undefined) return { kind: 'open-quote', quote };
  return { kind: 'words', words: word === undefined ? words : [...words, word] };
}
