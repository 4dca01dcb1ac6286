/**
 * What a parser of TOML would run out of stack at is found before it: how deep brackets go, and how long texts are.
 */

/** People, keys and rules are 4 levels. */
export const DEEPEST_TOML: number = 16;

/** In characters: a key of 16384 bits as PEM has less than 3000. */
export const LONGEST_TOML_TEXT: number = 1 << 14;

/** What a text has too much of, and where. */
export interface TomlExcess {
  readonly code: 'toml-depth' | 'toml-text-size';
  /** In UTF-16 units. */
  readonly at: number;
}

/** Strings of each kind, comments and brackets; what is between them is no matter. */
const SIGN = /"""|'''|["'#[\]{}]/g;

/**
 * Looks at any text; it need not be TOML.
 *
 * @returns the first that there is too much of
 * @example
 * findTomlExcess(`a = ${'['.repeat(1000)}`)?.code; // 'toml-depth'
 */
export function findTomlExcess(text: string): TomlExcess | undefined {
  const signs = new RegExp(SIGN);
  let depth = 0;
  for (let match = signs.exec(text); match !== null; match = signs.exec(text)) {
    const [sign] = match;
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
    else if (sign === '#') signs.lastIndex = endOfLine(text, match.index);
    else {
      const end = endOfString(text, match.index + sign.length, sign);
      if (end - match.index > LONGEST_TOML_TEXT) {
        return { code: 'toml-text-size', at: match.index };
      }
      signs.lastIndex = end;
    }
    if (depth > DEEPEST_TOML) return { code: 'toml-depth', at: match.index };
  }
  return undefined;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}

/** @returns the place behind the closing quotes, or where the line or the text ends without them */
function endOfString(text: string, from: number, quotes: string): number {
  const isBasic = quotes.startsWith('"');
  const isOneLine = quotes.length === 1;
  let at = from;
  while (at < text.length && !text.startsWith(quotes, at)) {
    if (isOneLine && text[at] === '\n') return at;
    at += isBasic && text[at] === '\\' ? 2 : 1;
  }
  return Math.min(text.length, at + quotes.length);
}
