import type { TypedWords } from './bash-line.ts';

/**
 * Words that a shell has cut already, the one at the cursor the last and as it is typed, quotes and all.
 * Nothing of it is expanded.
 *
 * @example
 * readPlainWords(['mofn', 'sign', 'my\\ to']); // { words: ['mofn', 'sign'], word: 'my to', … }
 */
export function readPlainWords(all: readonly string[]): TypedWords {
  const typed = all.at(-1) ?? '';
  return {
    words: all.slice(0, -1),
    word: removeQuotes(typed),
    kept: 0,
    quote: '',
    isForShell: /^~|(?<!\\)[$`]/.test(typed),
    isRedirect: false,
  };
}

/** The quotes of zsh and fish, as far as they have the same; one at the end may be open. */
function removeQuotes(typed: string): string {
  return typed.replaceAll(
    /\\(.)|'((?:[^'\\]|\\.)*)(?:'|$)|"((?:[^"\\]|\\.)*)(?:"|$)/gs,
    (_, escaped?: string, single?: string, double?: string) =>
      escaped ?? (single ?? double ?? '').replaceAll(/\\([\\'"$`])/g, '$1'),
  );
}
