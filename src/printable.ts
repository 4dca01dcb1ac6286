/**
 * Text from files on its way to a terminal.
 */

// C0 and C1 controls, DEL, and what reorders or hides text: Unicode TR 36 "Bidirectional text
// spoofing", the zero-width characters, line and paragraph separators, the BOM, and lone surrogates.
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes text safe to show: control, bidi and invisible characters become `\n`, `\x1b`, `\u202e`.
 * Everything else stays as it is.
 *
 * @param text any text, of a file name, a user name, a value of a file
 * @returns the text on one line, with nothing in it that a terminal would act upon
 * @example
 * escapeUnsafe('officer1\u001b[2J'); // 'officer1\\x1b[2J'
 */
export function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const short = SHORT[character];
    if (short !== undefined) return short;
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * JSON that is safe to show: the same value as `JSON.stringify` gives, but control, bidi and invisible
 * characters in its strings are written as `\u202e`. No reader takes one of them for a line's end
 * either (U+0085, U+2028), so that a line of JSON stays one.
 *
 * @param indent blanks for each level; on one line without it
 * @example
 * encodeJson({ name: 'a\u2028b' }); // '{"name":"a\\u2028b"}'
 */
export function encodeJson(value: object, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (character) =>
    // What is left of newlines is the layout.
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
