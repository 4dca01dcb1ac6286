import type { ApprovalDocument } from './document.ts';
import { lineEndOf } from './edit/field-edits.ts';
import { FIELD_KEYS, isHeaderField } from './fields.ts';
import type { Field, OtherItem } from './items.ts';
import { parseSource } from './parse.ts';
import { agreesWithDevice, isSameReading } from './same-reading.ts';
import type { ByteString } from './text.ts';

/** Longer lines are read in pieces by the device: to change one might move what a piece begins with. */
const LONGEST_PIECE = 511;

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/**
 * Puts a file into the canonical layout: one field a line, without indent, as `KEY = VALUE;`, a comment
 * behind it after one blank; one blank line before the number of approvals and before each approver,
 * none within; the first line's end of line everywhere, and one at the end. Comments stay, and so does
 * the order of the lines; lines that are nothing known are left as they are.
 *
 * What is written stays the same. Where the device reads what is written, it does so afterwards; what
 * would make it read something else is then left as it was.
 *
 * @returns another document; formatting that one changes nothing
 */
export function formatApproval(document: ApprovalDocument): ApprovalDocument {
  const layouts = [
    () => layOut(document, true),
    // Lines that the device does not see may hold duplicates of those that it sees.
    () => layOut(document, false),
  ];
  const mustAgree = agreesWithDevice(document);
  for (const layout of layouts) {
    const formatted = parseSource(layout());
    if (!isSameReading(formatted.data, document.data)) continue;
    if (!mustAgree || agreesWithDevice(formatted)) return formatted;
  }
  return document;
}

/** A line of the result, or a blank one. */
interface Line {
  readonly kind: 'blank' | 'comment' | 'field' | 'other';
  readonly text: ByteString;
  /** Fields of one section stand together. */
  readonly section?: string | undefined;
}

/** @param reveal whether lines that the device does not see are brought into a form that it does */
function layOut(document: ApprovalDocument, reveal: boolean): ByteString {
  const lineEnd = lineEndOf(document);
  const lines = spaceOut(linesOf(document, reveal, lineEnd));
  const text = lines.map((line) => line + lineEnd).join('');
  if (!reveal && document.hasByteOrderMark) return BYTE_ORDER_MARK + text;
  // A line that begins like the mark must not become the file's first.
  return text.startsWith(BYTE_ORDER_MARK) ? lineEnd + text : text;
}

function linesOf(document: ApprovalDocument, reveal: boolean, lineEnd: string): readonly Line[] {
  const sections = sectionsOf(document);
  const lines: Line[] = [];
  let isOpen = false;
  for (const item of document.items) {
    if (item.kind === 'byte-order-mark') continue;
    if (item.kind !== 'field') {
      lines.push(formatOther(item));
      continue;
    }
    const endsLine = item.lineEndSpan.end > item.lineEndSpan.start;
    const sharesLine = isOpen || !endsLine;
    const text = !reveal && sharesLine ? withoutLineEnd(item) : formatField(item, reveal, lineEnd);
    const last = lines.at(-1);
    if (isOpen && !reveal && last !== undefined) {
      lines[lines.length - 1] = { ...last, text: last.text + text };
    } else lines.push({ kind: 'field', text, section: sections.get(item) });
    isOpen = !endsLine;
  }
  return lines;
}

function formatOther(item: OtherItem): Line {
  if (item.kind === 'blank') return { kind: 'blank', text: '' };
  if (item.kind === 'comment') return { kind: 'comment', text: formatComment(item) };
  return { kind: 'other', text: withoutLineEnd(item) };
}

/**
 * Puts blank lines where they belong: before each section, with the comments above its first field; none
 * within a section but beside comments; elsewhere as many as there are, one at most.
 */
function spaceOut(lines: readonly Line[]): readonly string[] {
  const spaced: string[] = [];
  let section: string | undefined;
  let hasBlank = false;
  let last: Line['kind'] | undefined;
  /** Where the comments begin that stand directly above the next line. */
  let above = 0;
  for (const line of lines) {
    if (line.kind === 'blank') {
      hasBlank = spaced.length > 0;
      continue;
    }
    const isSameSection = line.kind === 'field' && line.section === section && last === 'field';
    if (hasBlank && !(isSameSection && section !== undefined)) spaced.push('');
    if (last !== 'comment' || hasBlank) above = spaced.length;
    hasBlank = false;
    last = line.kind;
    if (line.kind === 'field' && line.section !== undefined) {
      const isNew = line.section !== section;
      if (isNew && section !== undefined && spaced[above - 1] !== '') spaced.splice(above, 0, '');
      section = line.section;
    }
    spaced.push(line.text);
  }
  return spaced;
}

/** Which fields stand together: the two paths, the count, the fields of each approver. */
function sectionsOf(document: ApprovalDocument): ReadonlyMap<Field, string> {
  const sections = new Map<Field, string>();
  for (const field of document.fields) {
    if (field.name !== undefined && isHeaderField(field.name)) {
      sections.set(field, field.name === 'numberOfApprovals' ? 'count' : 'paths');
    }
  }
  document.approvers.forEach(({ fields }, index) => {
    for (const field of fields) sections.set(field, `approver ${index}`);
  });
  return sections;
}

function formatField(field: Field, reveal: boolean, lineEnd: string): ByteString {
  const written = withoutLineEnd(field);
  if (field.name === undefined) return written;
  const key = FIELD_KEYS[field.name];
  const isSeen = field.isFirstOnLine && written.startsWith(key);
  if (!reveal && !isSeen) return written;
  const tail = field.tailBytes.replace(/^[ \t\r\v\f]+/, '');
  const line = trimEnd(`${key} = ${field.valueBytes};${tail === '' ? '' : ` ${tail}`}`);
  return fitsPiece(written, lineEnd) && fitsPiece(line, lineEnd) ? line : written;
}

function formatComment(comment: OtherItem): ByteString {
  const written = withoutLineEnd(comment);
  return fitsPiece(written, '\r\n') ? trimEnd(written).replace(/^[ \t\r\v\f]+/, '') : written;
}

function fitsPiece(line: string, lineEnd: string): boolean {
  return line.length + lineEnd.length <= LONGEST_PIECE;
}

/** Nor the carriage returns before it: they would be half an end of line. */
function withoutLineEnd(item: Field | OtherItem): ByteString {
  let end = item.lineEndSpan.start - item.start;
  while (end > 0 && item.textBytes[end - 1] === '\r') end--;
  return item.textBytes.slice(0, end);
}

function trimEnd(line: ByteString): ByteString {
  let end = line.length;
  while (end > 0 && ' \t\r\v\f'.includes(line.charAt(end - 1))) end--;
  return line.slice(0, end);
}
