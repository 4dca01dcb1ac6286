/**
 * Edits of JSON that change what they must and no other byte. Adding a part and taking it out again gives
 * back the file, byte for byte.
 */
import { applyEdits } from 'jsonc-parser';
import type { Span } from '../../diagnostic.ts';
import type { JsonArray, JsonDocument, JsonMember, JsonObject } from './json-document.ts';
import { findMargins, type JsonLayout, quoteJson } from './json-layout.ts';

/** One replacement, of bytes as characters. */
export interface JsonEdit {
  readonly span: Span;
  readonly text: string;
}

/**
 * Makes edits, which must not overlap.
 *
 * @returns the text, one character for each byte
 */
export function applyJsonEdits({ text }: JsonDocument, edits: readonly JsonEdit[]): string {
  return applyEdits(
    text,
    edits.map(({ span: { start, end }, text: content }) => ({
      offset: start,
      length: end - start,
      content,
    })),
  );
}

/**
 * Puts a value behind all others of a list, with what stands between those.
 *
 * @param value as it is to be written
 * @param depth levels that the value is indented, where the list is empty and the file has lines
 */
export function appendItem(
  document: JsonDocument,
  list: JsonArray,
  value: string,
  depth: number,
  layout: JsonLayout,
): JsonEdit {
  const last = list.items.at(-1);
  if (last !== undefined) {
    const { before } = findMargins(document, list, list.items);
    const at = last.span.end;
    return { span: { start: at, end: at }, text: `,${before}${value}` };
  }
  const { before: blanks } = findMargins(document, list, []);
  const { before, after } = firstMargins(blanks, depth, layout);
  const span = { start: list.span.start + 1, end: list.span.end - 1 };
  return { span, text: `${before}${value}${after}` };
}

/**
 * Around the first value of a list. Blanks that were there come to stand on both sides, by which
 * {@link removeItem} knows them again; none become the file's own indentation, which differs before and
 * behind.
 */
function firstMargins(blanks: string, depth: number, { lineEnd, indent }: JsonLayout) {
  if (blanks !== '' || indent === '') return { before: blanks, after: blanks };
  return {
    before: `${lineEnd}${indent.repeat(depth)}`,
    after: `${lineEnd}${indent.repeat(depth - 1)}`,
  };
}

/** Takes a value out of a list, with the comma that is not needed then. */
export function removeItem(document: JsonDocument, list: JsonArray, index: number): JsonEdit {
  const { items } = list;
  const item = items[index];
  if (item === undefined) throw new TypeError(`a list of ${items.length} has no item ${index}`);
  const previous = items[index - 1];
  const next = items[index + 1];
  if (previous !== undefined) {
    return { span: { start: previous.span.end, end: item.span.end }, text: '' };
  }
  if (next !== undefined) {
    return { span: { start: item.span.start, end: next.span.start }, text: '' };
  }
  const { before, after } = findMargins(document, list, items);
  const span = { start: list.span.start + 1, end: list.span.end - 1 };
  return { span, text: before === after ? before : '' };
}

/**
 * Puts a member into an object, behind another or behind all.
 *
 * @param value as it is to be written
 * @param previous ends where a member of the object does; default: its last
 */
export function insertMember(
  document: JsonDocument,
  object: JsonObject,
  [name, value]: readonly [name: string, value: string],
  { afterColon }: JsonLayout,
  previous: Pick<JsonMember, 'span'> | undefined = object.members.at(-1),
): JsonEdit {
  const { before } = findMargins(document, object, object.members);
  const at = previous?.span.end ?? object.span.start + 1;
  const comma = previous === undefined ? '' : `,${before}`;
  return {
    span: { start: at, end: at },
    text: `${comma}${quoteJson(name)}:${afterColon}${value}`,
  };
}
