/**
 * What a person wrote, piece by piece. A document is a list of items; joined in order, their texts are
 * the file, byte for byte.
 */
import type { Span } from '../diagnostic.ts';
import { type FieldName, fieldMeantBy } from './fields.ts';

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
  private readonly source: string;

  constructor(kind: OtherItemKind, source: string, start: number, end: number) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.source = source;
  }

  /** Its bytes, the end of line included. */
  get text(): string {
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
  private readonly source: string;
  private readonly keyStart: number;
  private readonly keyEnd: number;
  private readonly valueStart: number;
  private readonly valueEnd: number;
  private readonly terminated: boolean;

  /**
   * @param name undefined where the key is not spelt as documented; then it is looked at more loosely
   * @param valueStart where the separator ends, or the key where there is none
   * @param terminated whether a `;` stands at `valueEnd`
   */
  constructor(
    source: string,
    name: FieldName | undefined,
    start: number,
    keyStart: number,
    keyEnd: number,
    valueStart: number,
    valueEnd: number,
    terminated: boolean,
    end: number,
  ) {
    this.name = name ?? fieldMeantBy(source.slice(keyStart, keyEnd));
    this.start = start;
    this.end = end;
    this.source = source;
    this.keyStart = keyStart;
    this.keyEnd = keyEnd;
    this.valueStart = valueStart;
    this.valueEnd = valueEnd;
    this.terminated = terminated;
  }

  /** Its bytes, from indent to end of line. */
  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  /** The key as it is written. */
  get key(): string {
    return this.source.slice(this.keyStart, this.keyEnd);
  }

  /** The value without the blanks around it, one character (U+0000–00FF) a byte. */
  get value(): string {
    return trimBlanks(this.rawValue);
  }

  /** The value with the blanks before the `;`; those after the `=` belong to the separator. */
  get rawValue(): string {
    return this.source.slice(this.valueStart, this.valueEnd);
  }

  /** What follows the `;`, blanks and comment, without the end of line. */
  get tail(): string {
    const { start, end } = this.tailSpan;
    return this.source.slice(start, end);
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
    return { start: this.keyStart, end: this.keyEnd };
  }

  /** The `=` or `:` with the blanks around it; empty where there is none. */
  get separatorSpan(): Span {
    return { start: this.keyEnd, end: this.valueStart };
  }

  /** The value without the blanks around it. */
  get valueSpan(): Span {
    return trimSpan(this.source, this.valueStart, this.valueEnd);
  }

  get rawValueSpan(): Span {
    return { start: this.valueStart, end: this.valueEnd };
  }

  /** Undefined where it is missing. */
  get semicolonSpan(): Span | undefined {
    return this.terminated ? { start: this.valueEnd, end: this.valueEnd + 1 } : undefined;
  }

  /** What follows the `;`, blanks and comment, without the end of line. */
  get tailSpan(): Span {
    const start = this.terminated ? this.valueEnd + 1 : this.valueEnd;
    return { start, end: Math.max(start, this.lineEndSpan.start) };
  }

  /** `\n`, `\r\n`, or nothing at the file's end or where another field follows on the line. */
  get lineEndSpan(): Span {
    return lineEndSpan(this.source, this.start, this.end);
  }

  /** Whether it begins its line; if not, the device does not see it. */
  get isFirstOnLine(): boolean {
    return this.start === 0 || this.source[this.start - 1] === '\n';
  }
}

const BLANKS_AROUND = /^[ \t\r\v\f]+|[ \t\r\v\f]+$/g;

/** Without blanks, tabs and carriage returns around it. (`trim` would take U+00A0, a byte of UTF-8.) */
export function trimBlanks(text: string): string {
  return text.replace(BLANKS_AROUND, '');
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
  let start = from;
  let end = to;
  while (end > start && (isBlank(source[end - 1]) || source[end - 1] === '\n')) end--;
  while (start < end && isBlank(source[start])) start++;
  return { start, end };
}

function lineEndSpan(source: string, start: number, end: number): Span {
  if (end === start || source[end - 1] !== '\n') return { start: end, end };
  const isCrlf = end - 2 >= start && source[end - 2] === '\r';
  return { start: isCrlf ? end - 2 : end - 1, end };
}
