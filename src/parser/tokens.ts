/**
 * The words of the approval file. The lexer has two modes: at the beginning of a line, and after a
 * field's key. Every byte belongs to a token, so that the file can be written back, and each mode ends
 * with a catch-all, so that no byte is an error.
 *
 * Patterns see one character a byte. Each takes time linear in what it reads: those that look ahead
 * stop at the line's end, and fail there but once a line.
 */
import { createToken, Lexer, type TokenType } from 'chevrotain';
import { FIELD_KEYS, type FieldName } from './fields.ts';

/** What may begin a catch-all: Chevrotain cannot tell it from a complement set by itself. */
const ANY_BUT_NEWLINE = Array.from({ length: 256 }, (_, code) => code).filter(
  (code) => code !== 0x0a,
);

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
});

/** The key of a field. Abstract: the seven tokens below are its kinds. */
export const Key: TokenType = createToken({ name: 'Key', pattern: Lexer.NA });

/** A key is a whole word: `Approver Names` is no `Approver Name`, whatever the device thinks. */
function createKey(name: string, field: FieldName): TokenType {
  return createToken({
    name,
    pattern: new RegExp(`${FIELD_KEYS[field]}(?![^ \\t\\r\\n:=;])`),
    categories: Key,
    push_mode: 'assignment',
  });
}

export const MultiTokenFilePath: TokenType = createKey('MultiTokenFilePath', 'multiTokenFilePath');
export const TokenFilePath: TokenType = createKey('TokenFilePath', 'tokenFilePath');
export const NumberOfApprovals: TokenType = createKey('NumberOfApprovals', 'numberOfApprovals');
export const ApproverType: TokenType = createKey('ApproverType', 'type');
export const ApproverName: TokenType = createKey('ApproverName', 'name');
export const ApprovalFile: TokenType = createKey('ApprovalFile', 'file');

/** Any other text before a `=` or `:`: a misspelt key, or a known one in other letters. */
export const OtherKey: TokenType = createToken({
  name: 'OtherKey',
  pattern: /[^\s:=;#](?:[^\n:=;#]*[^\s:=;#])?(?=[ \t\r\v\f]*[:=])/,
  categories: Key,
  push_mode: 'assignment',
  start_chars_hint: ANY_BUT_NEWLINE,
  line_breaks: false,
});

/** A line with nothing on it, its end included. */
export const BlankLine: TokenType = createToken({
  name: 'BlankLine',
  pattern: /[ \t\r\v\f]*\n|[ \t\r\v\f]+(?![\s\S])/,
  line_breaks: true,
});

/** A line that begins with `#`, its end included. */
export const CommentLine: TokenType = createToken({
  name: 'CommentLine',
  pattern: /[ \t\r\v\f]*#[^\n]*\n?/,
  line_breaks: true,
});

/** Blanks before a key. */
export const Indent: TokenType = createToken({ name: 'Indent', pattern: /[ \t\r\v\f]+/ });

/** A line, or what is left of one, that is nothing known; its end included. */
export const StrayLine: TokenType = createToken({
  name: 'StrayLine',
  pattern: /[^\n]+\n?/,
  line_breaks: true,
  start_chars_hint: ANY_BUT_NEWLINE,
});

/** `=` with the blanks around it. `:` stands for it, as it does on the device. */
export const Equals: TokenType = createToken({ name: 'Equals', pattern: /[ \t]*[:=][ \t]*/ });

/** Everything up to the line's first `;`, as on the device: a `#` is part of it. */
export const Value: TokenType = createToken({
  name: 'Value',
  pattern: /[^;\n]+(?=;)/,
  start_chars_hint: ANY_BUT_NEWLINE,
  line_breaks: false,
});

/** Where the line has no `;`: everything up to its end, or to a `#` with a blank before it. */
export const OpenValue: TokenType = createToken({
  name: 'OpenValue',
  pattern: /[^\n]+?(?=[ \t]#|\n|(?![\s\S]))/,
  start_chars_hint: ANY_BUT_NEWLINE,
  line_breaks: false,
});

/** What follows an {@link OpenValue}: a comment or nothing, and the line's end. */
export const OpenEnd: TokenType = createToken({
  name: 'OpenEnd',
  pattern: /[ \t\r\v\f]*(?:#[^\n]*\n?|\n)|[ \t\r\v\f]+(?![\s\S])/,
  pop_mode: true,
  line_breaks: true,
});

/** `;` and the blanks after it, where another of the six fields follows on the same line. */
export const FieldBreak: TokenType = createToken({
  name: 'FieldBreak',
  pattern: new RegExp(
    `;[ \\t\\r\\v\\f]*(?=(?:${Object.values(FIELD_KEYS).join('|')})[ \\t]*[:=])`,
    'i',
  ),
  pop_mode: true,
});

/** `;` and all that follows it on its line: blanks, a comment, the line's end. */
export const Semicolon: TokenType = createToken({
  name: 'Semicolon',
  pattern: /;[^\n]*\n?/,
  pop_mode: true,
  line_breaks: true,
});

/** The lexer's modes, each in the order in which its tokens are tried. */
export const MODES: Readonly<Record<'line' | 'assignment', TokenType[]>> = {
  line: [
    ByteOrderMark,
    BlankLine,
    CommentLine,
    Indent,
    MultiTokenFilePath,
    TokenFilePath,
    NumberOfApprovals,
    ApproverType,
    ApproverName,
    ApprovalFile,
    OtherKey,
    StrayLine,
    Key,
  ],
  assignment: [FieldBreak, Semicolon, Equals, Value, OpenEnd, OpenValue],
};
