import type { Span } from '../../diagnostic.ts';
import type { JsonArray, JsonDocument, JsonObject } from './json-document.ts';

/** How a text is laid out, so that what is added looks as if it had always been there. */
export interface JsonLayout {
  /** `\n` or `\r\n`; empty where all stands on one line. */
  readonly lineEnd: '' | '\n' | '\r\n';
  /** Of one level. */
  readonly indent: string;
  /** Between a name's colon and its value. */
  readonly afterColon: string;
}

/**
 * Finds how a text is laid out, by its first member.
 *
 * @example
 * const { document } = readJson(sdk5File);
 * document && findLayout(document); // { lineEnd: '\n', indent: '  ', afterColon: ' ' }
 */
export function findLayout({ text, root }: JsonDocument): JsonLayout {
  const first = root.kind === 'object' ? root.members[0] : undefined;
  if (first === undefined) return { lineEnd: '\n', indent: '  ', afterColon: ' ' };
  const before = text.slice(root.span.start + 1, first.span.start);
  const between = text.slice(first.nameSpan.end, first.value.span.start);
  const afterColon = /[ \t]$/.test(between) ? ' ' : '';
  const line = before.search(/\r?\n[ \t]*$/);
  if (line < 0) return { lineEnd: '', indent: '', afterColon };
  const lineEnd = before[line] === '\r' ? '\r\n' : '\n';
  return { lineEnd, indent: before.slice(line + lineEnd.length), afterColon };
}

/**
 * Writes an object of texts in a layout.
 *
 * @param members names and texts, in their order
 * @param depth of the object: how many levels its members' lines are indented, less one
 * @returns ASCII: other characters are escaped
 */
export function layOutObject(
  members: readonly (readonly [name: string, text: string])[],
  depth: number,
  { lineEnd, indent, afterColon }: JsonLayout,
): string {
  const inner = `${lineEnd}${lineEnd && indent.repeat(depth + 1)}`;
  const outer = `${lineEnd}${lineEnd && indent.repeat(depth)}`;
  const lines = members.map(([name, text]) => `${quoteJson(name)}:${afterColon}${quoteJson(text)}`);
  return `{${inner}${lines.join(`,${inner || afterColon}`)}${outer}}`;
}

/** A text as a JSON string of ASCII alone. */
export function quoteJson(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What stands before the first part of a list, or of an object, and behind the last. */
export interface Margins {
  readonly before: string;
  readonly after: string;
}

/** The blanks inside of the brackets; where there is nothing else, all are `before`. */
export function findMargins(
  { text }: JsonDocument,
  container: JsonArray | JsonObject,
  parts: readonly { readonly span: Span }[],
): Margins {
  const { start, end } = container.span;
  const [first] = parts;
  if (first === undefined) return { before: text.slice(start + 1, end - 1), after: '' };
  const last = parts.at(-1) ?? first;
  return {
    before: text.slice(start + 1, first.span.start),
    after: text.slice(last.span.end, end - 1),
  };
}
