import { escapeUnsafe } from '../printable.ts';

/**
 * A word as a shell takes it. Where it has characters that are not safe to show, it is written as `$'…'`, which
 * bash, zsh and ksh read (POSIX.1-2024, 2.2.4).
 *
 * @example
 * quoteForShell("it's"); // `'it'\\''s'`
 * quoteForShell('a\r'); // `$'a\\r'`
 */
export function quoteForShell(text: string): string {
  if (/^[\w./+:@%,=-]+$/.test(text)) return text;
  if (escapeUnsafe(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${Array.from(text, quoteCharacter).join('')}'`;
}

/** The path of a file, which is not to be taken for an option. */
export function quotePath(path: string): string {
  return quoteForShell(path.startsWith('-') ? `./${path}` : path);
}

/** As `$'…'` has it: `\x85` would be a byte there, not the character. */
function quoteCharacter(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  return escapeUnsafe(character).replace(/^\\x([89a-f].)$/, '\\u00$1');
}
