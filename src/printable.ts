/**
 * Text from files on its way to a terminal.
 */

/**
 * Controls (Cc); what reorders or formats text (Cf: Unicode TR 36, "Bidirectional text spoofing"; tags);
 * line and paragraph separators (Zl, Zp); lone surrogates (Cs); and all that is shown as nothing, fillers and
 * variation selectors among them, assigned or not (UAX 44, Default_Ignorable_Code_Point). It is made when it
 * is needed first, which takes as long as the rest of this file's start several times over.
 */
function makeUnsafe(): RegExp {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
}

/** What most text is: there is nothing unsafe in it. */
const ASCII = /^[ -~]*$/;

/** The same in lines. */
const ASCII_LINES = /^[\n -~]*$/;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes text safe to show: control, bidi and invisible characters become `\n`, `\x1b`, `\u202e`,
 * `\U000e0041`. Everything else stays as it is, and what is escaped already too.
 *
 * @param text any text, of a file name, a user name, a value of a file
 * @returns the text on one line, with nothing in it that a terminal would act upon
 * @example
 * escapeUnsafe('officer1\u001b[2J'); // 'officer1\\x1b[2J'
 */
export function escapeUnsafe(text: string): string {
  if (ASCII.test(text)) return text;
  return text.replace(makeUnsafe(), (character) => {
    const short = SHORT[character];
    if (short !== undefined) return short;
    const digits = (character.codePointAt(0) ?? 0).toString(16);
    if (digits.length <= 2) return `\\x${digits.padStart(2, '0')}`;
    return digits.length <= 4 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
  });
}

/**
 * JSON that is safe to show: the same value as `JSON.stringify` gives, but control, bidi and invisible
 * characters in its strings are written as `\u202e`. No reader takes one of them for a line's end
 * either (U+0085, U+2028), so that a line of JSON stays one; nor is `##[` in it, which build servers take
 * for a command of theirs wherever it stands.
 *
 * @param indent blanks for each level; on one line without it
 * @example
 * encodeJson({ name: 'a\u2028b' }); // '{"name":"a\\u2028b"}'
 */
export function encodeJson(value: object, indent?: number): string {
  const json = JSON.stringify(value, undefined, indent);
  return encodeUnsafe(json).replaceAll(/#(?=#[A-Za-z]*\[)/g, encodeUnits);
}

/** What is left of newlines is the layout. */
function encodeUnsafe(json: string): string {
  if (ASCII_LINES.test(json)) return json;
  return json.replace(makeUnsafe(), (character) =>
    character === '\n' ? character : encodeUnits(character),
  );
}

/** As JSON escapes a character: each unit of UTF-16 for itself. */
function encodeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
