import { applyEdits, format } from 'jsonc-parser';
import type { JsonDocument } from './json-document.ts';

const MARK = '\u00ef\u00bb\u00bf';

/**
 * Lays a text out as the newer command line does: two blanks a level, LF, a line end at the end, no byte
 * order mark. What it says stays as it is, and so does the order of its members.
 *
 * @returns the text, one character for each byte; laid out again, it is the same
 */
export function formatJson({ text }: Pick<JsonDocument, 'text'>): string {
  // The formatter keeps the line ends that it finds first; no string of JSON has a CR in it.
  const bare = (text.startsWith(MARK) ? text.slice(MARK.length) : text).replaceAll('\r', '');
  const options = { tabSize: 2, insertSpaces: true };
  const laidOut = applyEdits(bare, format(bare, undefined, options));
  return `${laidOut.trim()}\n`;
}
