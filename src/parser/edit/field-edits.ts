import type { ByteEdit } from '../../byte-edits.ts';
import { numberMeantBy } from '../data.ts';
import type { ApprovalDocument } from '../document.ts';
import { FIELD_KEYS, HEADER_FIELDS, type HeaderFieldName } from '../fields.ts';
import type { Field } from '../items.ts';
import type { ByteString } from '../text.ts';

/** `\n` or `\r\n`, whichever ends the file's first line. */
export function lineEndOf(document: ApprovalDocument): string {
  return /\r?\n/.exec(document.source)?.[0] ?? '\n';
}

/** Edits that give a field another value, and touch nothing else of it; none where it has that value. */
export function replaceValue(field: Field, value: ByteString): readonly ByteEdit[] {
  if (field.valueBytes === value) return [];
  if (field.hasEquals) return [{ span: field.valueSpan, text: value }];
  return [
    { span: { start: field.keySpan.end, end: field.valueSpan.start }, text: ' = ' },
    { span: field.valueSpan, text: value },
  ];
}

/**
 * Edits that give a header field a value, wherever it stands; where it does not, a line is added.
 * All of duplicates are changed: which of them counts depends on who reads the file.
 */
export function setHeaderField(
  document: ApprovalDocument,
  name: HeaderFieldName,
  value: ByteString,
): readonly ByteEdit[] {
  const fields = document.header[name];
  if (fields.length > 0) {
    return fields.flatMap((field) => (saysSame(field, value) ? [] : replaceValue(field, value)));
  }
  const line = `${FIELD_KEYS[name]} = ${value};`;
  return insertLines(document, placeForHeader(document, name), [line]);
}

/** `0x2` says what `2` does; then the author's way of writing stays. */
function saysSame(field: Field, value: ByteString): boolean {
  return field.name === 'numberOfApprovals' && String(numberMeantBy(field.valueBytes)) === value;
}

/**
 * Edits that put lines at a place where a line begins, or at the file's end. If the line before has no
 * end, it gets one, and its value a `;`: the end might else become a part of the value.
 */
export function insertLines(
  document: ApprovalDocument,
  at: number,
  lines: readonly ByteString[],
): readonly ByteEdit[] {
  const lineEnd = lineEndOf(document);
  const text = lines.map((line) => line + lineEnd).join('');
  const span = { start: at, end: at };
  if (at === 0 || document.source[at - 1] === '\n' || at === markLength(document)) {
    return [{ span, text }];
  }
  const unfinished = document.diagnostics.findLast(({ code }) => code === 'missing-semicolon');
  const last = document.items.at(-1);
  const isOpen = last?.kind === 'field' && last.semicolonSpan === undefined;
  return [...((isOpen && unfinished?.fix) || []), { span, text: lineEnd + text }];
}

/** Behind the header fields that come before it in the documented order, else before all fields. */
function placeForHeader(document: ApprovalDocument, name: HeaderFieldName): number {
  const before = HEADER_FIELDS.slice(0, HEADER_FIELDS.indexOf(name)).flatMap(
    (earlier) => document.header[earlier],
  );
  const end = before.reduce((last, field) => Math.max(last, field.end), 0);
  if (before.length > 0) return endOfLine(document, end);
  const [first] = document.fields;
  if (first === undefined) return document.source.length;
  const start = first.start === 0 ? 0 : document.source.lastIndexOf('\n', first.start - 1) + 1;
  return Math.max(start, markLength(document));
}

function markLength({ hasByteOrderMark }: ApprovalDocument): number {
  return hasByteOrderMark ? 3 : 0;
}

/** Where the line ends that an item's end is on, its end included. */
export function endOfLine({ source }: ApprovalDocument, end: number): number {
  if (end > 0 && source[end - 1] === '\n') return end;
  const newline = source.indexOf('\n', end);
  return newline === -1 ? source.length : newline + 1;
}
