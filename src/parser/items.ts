/**
 * What a person wrote, piece by piece. A document is a list of items; joined in order, their texts are
 * the file, byte for byte.
 */
import type { Span } from '../diagnostic.ts';
import { type FieldName, fieldMeantBy, isFieldName } from './fields.ts';
import type { PieceRecord, Records } from './records.ts';
import { type ByteString, type FieldText, fromByteString, showText } from './text.ts';

/** One piece of a file. All offsets are bytes from the file's beginning. */
export type Item = Field | OtherItem;

/** What is not a field: a whole line, but for the byte order mark and what a field left of its line. */
export type OtherItemKind =
  /** UTF-8's mark, the file's first three bytes */
  | 'byte-order-mark'
  /** a line with nothing but blanks on it */
  | 'blank'
  /** a line that begins with `#`, perhaps after blanks */
  | 'comment'
  /** a line that is nothing known: neither blank, nor a comment, nor `KEY = VALUE` */
  | 'stray';

/** A blank line, a comment, a stray line, a byte order mark. Its end of line belongs to it. */
export class OtherItem {
  readonly kind: OtherItemKind;
  readonly start: number;
  readonly end: number;
  private readonly source: ByteString;

  /** @internal */
  constructor(kind: OtherItemKind, source: ByteString, start: number, end: number) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.source = source;
  }

  /** As it is shown, the end of line included. */
  get text(): string {
    return showText(fromByteString(this.textBytes));
  }

  /** @internal */
  get textBytes(): ByteString {
    return this.source.slice(this.start, this.end);
  }

  /** Without the blanks around it and the end of line; empty on a blank line. */
  get contentSpan(): Span {
    return trimSpan(this.source, this.start, this.end);
  }

  /** The end of line: `\n`, `\r\n`, or nothing at the file's end. */
  get lineEndSpan(): Span {
    return lineEndSpan(this.source, this.start, this.end);
  }
}

/**
 * One field as it stands in the file:
 *
 * ```text
 *   Approver Type = 2 ; # 2 for CO\n
 * ~~                                  indent
 *   ~~~~~~~~~~~~~                     key
 *                ~~~                  separator
 *                   ~~                raw value; the value is it without the blanks around it
 *                     ~               semicolon
 *                      ~~~~~~~~~~~~   tail
 *                                  ~~ line end
 * ```
 *
 * It ends with its line, or where the next field on the same line begins; then the blanks between the
 * two are its tail. What is missing has an empty span where it would stand, but for the semicolon.
 */
export class Field {
  readonly kind = 'field' as const;
  /** Which field is meant; undefined where the key is none of the six, in whatever letters. */
  readonly name: FieldName | undefined;
  readonly start: number;
  readonly end: number;
  private readonly source: ByteString;
  private readonly keyStart: number;
  private readonly valueStart: number;
  private readonly terminated: boolean;

  /** @internal */
  constructor(source: ByteString, { kind, ...at }: PieceRecord) {
    this.source = source;
    this.start = at.start;
    this.keyStart = at.keyStart;
    this.valueStart = at.valueStart;
    this.terminated = at.terminated;
    this.end = at.end;
    this.name = isFieldName(kind) ? kind : fieldMeantBy(this.keyBytes);
  }

  /** As it is shown, from indent to end of line. */
  get text(): string {
    return showText(fromByteString(this.textBytes));
  }

  /** The key as it is written. */
  get key(): FieldText {
    return fromByteString(this.keyBytes);
  }

  /** The value without the blanks around it. */
  get value(): FieldText {
    return fromByteString(this.valueBytes);
  }

  /** What follows the `;`, blanks and comment, without the end of line; as it is shown. */
  get tail(): string {
    return showText(fromByteString(this.tailBytes));
  }

  /** @internal */
  get textBytes(): ByteString {
    return this.source.slice(this.start, this.end);
  }

  /** @internal */
  get keyBytes(): ByteString {
    return this.bytesAt(this.keySpan);
  }

  /** @internal */
  get valueBytes(): ByteString {
    return this.bytesAt(this.valueSpan);
  }

  /** @internal */
  get tailBytes(): ByteString {
    return this.bytesAt(this.tailSpan);
  }

  /** All of it but the end of line. */
  get span(): Span {
    return { start: this.start, end: this.lineEndSpan.start };
  }

  /** Blanks before the key. */
  get indentSpan(): Span {
    return { start: this.start, end: this.keyStart };
  }

  get keySpan(): Span {
    let end = skipBlanksBack(this.source, this.keyStart, this.valueStart);
    if (this.source[end - 1] === '=' || this.source[end - 1] === ':') {
      end = skipBlanksBack(this.source, this.keyStart, end - 1);
    }
    return { start: this.keyStart, end };
  }

  /** The `=` or `:` with the blanks around it; where that is missing, the blanks, or nothing. */
  get separatorSpan(): Span {
    return { start: this.keySpan.end, end: this.valueStart };
  }

  /** Whether there is a `=` or `:` between key and value. */
  get hasEquals(): boolean {
    return this.bytesAt(this.separatorSpan).trim() !== '';
  }

  /** The value without the blanks around it. */
  get valueSpan(): Span {
    return trimSpan(this.source, this.valueStart, this.valueEnd);
  }

  /** The value with the blanks before the `;`; those after the `=` belong to the separator. */
  get rawValueSpan(): Span {
    return { start: this.valueStart, end: this.valueEnd };
  }

  /** Undefined where it is missing. */
  get semicolonSpan(): Span | undefined {
    if (!this.terminated) return undefined;
    return { start: this.valueEnd, end: this.valueEnd + 1 };
  }

  /** What follows the `;`, blanks and comment, without the end of line. */
  get tailSpan(): Span {
    return {
      start: this.terminated ? this.valueEnd + 1 : this.valueEnd,
      end: this.lineEndSpan.start,
    };
  }

  /** `\n`, `\r\n`, or nothing at the file's end or where another field follows on the line. */
  get lineEndSpan(): Span {
    return lineEndSpan(this.source, this.start, this.end);
  }

  /** Whether it begins its line; if not, the device does not see it. */
  get isFirstOnLine(): boolean {
    return this.start === 0 || this.source[this.start - 1] === '\n';
  }

  /**
   * At the `;`. Without one, what may be a comment is taken for one: a `#` that follows a blank or the
   * separator.
   */
  private get valueEnd(): number {
    if (this.terminated) return this.source.indexOf(';', this.valueStart);
    const { start: lineEnd } = this.lineEndSpan;
    const comment = COMMENT.exec(this.source.slice(this.valueStart, lineEnd));
    return comment === null ? lineEnd : this.valueStart + comment.index;
  }

  private bytesAt({ start, end }: Span): ByteString {
    return this.source.slice(start, end);
  }
}

const COMMENT = /(?:^|[ \t\r\v\f])#/;

/** Without blanks, tabs and carriage returns around it. (`trim` would take U+00A0, a byte of UTF-8.) */
export function trimBlanks(text: ByteString): ByteString {
  const { start, end } = trimSpan(text, 0, text.length);
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return (
    character === ' ' ||
    character === '\t' ||
    character === '\r' ||
    character === '\v' ||
    character === '\f'
  );
}

/** The stretch without blanks and line end around it; where nothing is left, an empty one at its start. */
function trimSpan(source: string, from: number, to: number): Span {
  const end = skipBlanksBack(source, from, source[to - 1] === '\n' && to > from ? to - 1 : to);
  let start = from;
  while (start < end && isBlank(source[start])) start++;
  return { start, end };
}

/** Where the blanks before an offset begin, `from` at the earliest. */
function skipBlanksBack(source: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(source[end - 1])) end--;
  return end;
}

function lineEndSpan(source: string, start: number, end: number): Span {
  if (end === start || source[end - 1] !== '\n') return { start: end, end };
  const isCrlf = end - 2 >= start && source[end - 2] === '\r';
  return { start: isCrlf ? end - 2 : end - 1, end };
}

/** The items that records stand for. */
export function itemsOf(source: ByteString, records: Records): readonly Item[] {
  const items: Item[] = [];
  records.forEach((record) => {
    const { kind, start, end } = record;
    if (kind === 'remarks') addRemarks(items, source, start, end);
    else if (kind === 'stray' || kind === 'byte-order-mark') {
      items.push(new OtherItem(kind, source, start, end));
    } else items.push(new Field(source, record));
  });
  return items;
}

/** Comments and blank lines, one by one. */
function addRemarks(items: Item[], source: string, start: number, end: number): void {
  for (let line = start; line < end; ) {
    const newline = source.indexOf('\n', line);
    const next = newline === -1 ? end : newline + 1;
    const kind = source.slice(line, next).includes('#') ? 'comment' : 'blank';
    items.push(new OtherItem(kind, source, line, next));
    line = next;
  }
}
