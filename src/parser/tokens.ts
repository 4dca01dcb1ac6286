/**
 * The words of the approval file. The lexer has two modes: at the beginning of a line, and after a
 * field's key. Every byte belongs to a token, so that the file can be written back, and each mode ends
 * with a catch-all, so that no byte is an error. Tokens are large, for there is a price on each.
 *
 * Patterns see one character a byte. Each takes time linear in what it reads: those that look ahead
 * stop at the line's end, and none can match the same text in two ways.
 */
import { createToken, Lexer, type TokenType } from 'chevrotain';
import { FIELD_KEYS, type FieldName } from './fields.ts';

// What may begin each token is said with it: Chevrotain would parse the patterns for that, at every start of the
// program, and does not see through a complement set.

/** What may begin a catch-all. */
const ANY = Array.from({ length: 256 }, (_, code) => code);

const BLANK = [' ', '\t', '\r', '\v', '\f'];

/** Tokens of this group are not seen by the grammar: they may stand between any two fields. */
export const BETWEEN_FIELDS = 'betweenFields';

const UTF8_BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** Nothing but a file's first three bytes can be one. */
export const ByteOrderMark: TokenType = createToken({
  name: 'ByteOrderMark',
  pattern: {
    exec: (text: string, offset: number) =>
      offset === 0 && text.startsWith(UTF8_BYTE_ORDER_MARK) ? [UTF8_BYTE_ORDER_MARK] : null,
  },
  start_chars_hint: [UTF8_BYTE_ORDER_MARK],
  line_breaks: false,
  group: BETWEEN_FIELDS,
});

/** Whole lines that are blank or begin with `#`: as many as there are. */
const Remarks: TokenType = createToken({
  name: 'Remarks',
  pattern: /(?:[ \t\r\v\f]*(?:#[^\n]*)?\n)+/,
  start_chars_hint: [...BLANK, '#', '\n'],
  line_breaks: true,
  group: BETWEEN_FIELDS,
});

/** The same as the file's last line, without an end. */
const LastRemark: TokenType = createToken({
  name: 'LastRemark',
  pattern: /[ \t\r\v\f]*#[^\n]*|[ \t\r\v\f]+(?![\s\S])/,
  start_chars_hint: [...BLANK, '#'],
  group: BETWEEN_FIELDS,
});

/** Blanks before a key or a stray line. */
export const Indent: TokenType = createToken({
  name: 'Indent',
  pattern: /[ \t\r\v\f]+/,
  start_chars_hint: BLANK,
  group: BETWEEN_FIELDS,
});

/** A line that is nothing known, with its end. */
export const StrayLine: TokenType = createToken({
  name: 'StrayLine',
  pattern: /[^\n]+\n?/,
  line_breaks: true,
  start_chars_hint: ANY,
  group: BETWEEN_FIELDS,
});

/** The key of a field, and the `=` with the blanks around it. Abstract: seven tokens are its kinds. */
export const Key: TokenType = createToken({ name: 'Key', pattern: Lexer.NA });

/**
 * One of the six keys. It is a whole word: `Approver Names` is no `Approver Name`, whatever the device
 * thinks. The `=` may be missing, and `:` stands for it, as on the device.
 */
function createKey(name: string, field: FieldName): TokenType {
  return createToken({
    name,
    pattern: new RegExp(
      `${FIELD_KEYS[field]}(?:[ \\t]*[:=][ \\t]*|[ \\t]+|(?=[;\\r\\n])|(?![\\s\\S]))`,
    ),
    start_chars_hint: [FIELD_KEYS[field].charAt(0)],
    categories: Key,
    push_mode: 'value',
  });
}

export const MultiTokenFilePath: TokenType = createKey('MultiTokenFilePath', 'multiTokenFilePath');
export const TokenFilePath: TokenType = createKey('TokenFilePath', 'tokenFilePath');
export const NumberOfApprovals: TokenType = createKey('NumberOfApprovals', 'numberOfApprovals');
export const ApproverType: TokenType = createKey('ApproverType', 'type');
export const ApproverName: TokenType = createKey('ApproverName', 'name');
export const ApprovalFile: TokenType = createKey('ApprovalFile', 'file');

/** Any other text before a `=` or `:`: a misspelt key, or a known one in other letters. */
const OtherKey: TokenType = createToken({
  name: 'OtherKey',
  pattern: /[^\n:=;#]+[:=][ \t]*/,
  categories: Key,
  push_mode: 'value',
  start_chars_hint: ANY,
  line_breaks: false,
});

/** The value of a field and all that follows it on its line. Abstract: three tokens are its kinds. */
export const Value: TokenType = createToken({ name: 'Value', pattern: Lexer.NA });

/** One of the six keys with a `=`, in any letters. */
const ANY_KEY = Object.values(FIELD_KEYS)
  .map((key) => key.replace(/[a-z]/gi, (c) => `[${c.toLowerCase()}${c.toUpperCase()}]`))
  .join('|');

/**
 * A value, its `;`, and what is left of the line with its end, unless that is another field. The value
 * is everything up to the line's first `;`, as on the device: a `#` is part of it.
 */
const EndedValue: TokenType = createToken({
  name: 'EndedValue',
  pattern: new RegExp(`[^;\\n]*;(?![ \\t\\r\\v\\f]*(?:${ANY_KEY})[ \\t]*[:=])[^\\n]*\\n?`),
  categories: Value,
  pop_mode: true,
  line_breaks: true,
  start_chars_hint: ANY,
});

/** A value, its `;` and the blanks after it, where another field follows on the line. */
const InlineValue: TokenType = createToken({
  name: 'InlineValue',
  pattern: /[^;\n]*;[ \t\r\v\f]*/,
  categories: Value,
  pop_mode: true,
  start_chars_hint: ANY,
  line_breaks: false,
});

/** What is left of a line that has no `;`, with its end. */
export const OpenValue: TokenType = createToken({
  name: 'OpenValue',
  pattern: /[^\n]+\n?|\n/,
  categories: Value,
  pop_mode: true,
  line_breaks: true,
  start_chars_hint: ANY,
});

/** The lexer's modes, each in the order in which its tokens are tried. */
export const MODES: Readonly<Record<'line' | 'value', TokenType[]>> = {
  line: [
    ByteOrderMark,
    Remarks,
    LastRemark,
    MultiTokenFilePath,
    TokenFilePath,
    NumberOfApprovals,
    ApproverType,
    ApproverName,
    ApprovalFile,
    Indent,
    OtherKey,
    StrayLine,
    Key,
  ],
  value: [EndedValue, InlineValue, OpenValue, Value],
};
