import type { TextEdit } from '../../diagnostic.ts';
import { encodeLatin1 } from '../../latin1.ts';
import { readJson } from './read-json.ts';

/** From quote to quote, line ends and all; one without an end goes to that of the text, which is then read once. */
const STRING = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)/g;
const LINE_END = /[\r\n]/;
/** Base64 of either alphabet, as long as a digest at least: no name of a user, a service or a key is. */
const BASE64 = /^"[A-Za-z0-9+/_-]{43,}={0,2}"$/;

/**
 * Finds strings of base64 that are broken into lines, which no string of JSON is. Neither JSON nor base64 has a line
 * end to lose, so that joining them is no guess.
 *
 * @param text one character for each byte of the file
 * @returns the edits that make JSON of it; nothing where they do not, or it is JSON
 */
export function joinBrokenStrings(text: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let joined = '';
  let end = 0;
  for (const { 0: string, index } of text.matchAll(STRING)) {
    if (!LINE_END.test(string)) continue;
    const unbroken = string.replaceAll(/[ \t\r\n]/g, '');
    if (!BASE64.test(unbroken)) return [];
    const edit = { span: { start: index, end: index + string.length }, text: unbroken };
    edits.push(edit);
    joined += text.slice(end, index) + edit.text;
    end = edit.span.end;
  }
  joined += text.slice(end);
  return readJson(encodeLatin1(joined)).document === undefined ? [] : edits;
}
