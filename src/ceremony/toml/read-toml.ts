import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { DiagnosticOf, Span } from '../../diagnostic.ts';
import type { TomlDiagnosticValues, TomlProblem } from '../../failure-codes/toml-diagnostic.ts';
import { byteOffsets } from './byte-offsets.ts';
import { convertToml, TooDeep } from './convert-toml.ts';
import { DEEPEST_TOML, findTomlExcess, LONGEST_TOML_TEXT } from './scan-toml.ts';
import type { TomlTable } from './toml-value.ts';

/** A policy of some hundred people is smaller, and so is any script. */
const LARGEST_BYTES = 1 << 18;

/** A text, or why it is no TOML. */
export type TomlReading =
  | { readonly table: TomlTable; readonly problem?: never }
  | { readonly problem: DiagnosticOf<TomlDiagnosticValues>; readonly table?: never };

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Reads TOML 1.0, a byte order mark before it allowed, with the place of everything in bytes.
 *
 * @param bytes the whole file, any bytes at all
 * @returns the table, or the first thing that is wrong: it never throws
 * @example
 * readToml(new TextEncoder().encode('a = 1\na = 2')).problem?.code; // 'toml-syntax'
 */
export function readToml(bytes: Uint8Array): TomlReading {
  if (bytes.length > LARGEST_BYTES) {
    const values = { bytes: bytes.length, most: LARGEST_BYTES };
    return fail({ code: 'toml-size', values, severity: 'error', span: { start: 0, end: 0 } });
  }
  const text = decode(bytes);
  if (text === undefined) {
    return fail({
      code: 'toml-encoding',
      values: {},
      severity: 'error',
      span: { start: 0, end: 0 },
    });
  }
  const parsed = text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text;
  const toByte = byteOffsets(text, bytes.length);
  const spanOf = ([start, end]: readonly [number, number]): Span => ({
    start: toByte(start),
    end: toByte(end),
  });
  const excess = findTomlExcess(parsed);
  if (excess !== undefined) {
    const span = spanOf([excess.at, excess.at + 1]);
    return fail(
      excess.code === 'toml-depth'
        ? { code: excess.code, values: { most: DEEPEST_TOML }, severity: 'error', span }
        : { code: excess.code, values: { most: LONGEST_TOML_TEXT }, severity: 'error', span },
    );
  }
  return parse(parsed, spanOf);
}

function parse(text: string, spanOf: (range: readonly [number, number]) => Span): TomlReading {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const problem = problemOf(error.message);
    const at = placeOf(problem, Math.min(error.index, text.length), text);
    const values = { problem };
    return fail({ code: 'toml-syntax', values, severity: 'error', span: spanOf([at, at + 1]) });
  }
  try {
    return { table: convertToml(program, spanOf) };
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    const values = { most: DEEPEST_TOML };
    return fail({ code: 'toml-depth', values, severity: 'error', span: error.span });
  }
}

/** What is missing is missing behind the last thing that is there, not where the next line goes on. */
function placeOf(problem: TomlProblem, at: number, text: string): number {
  return problem === 'value' || problem === 'equals-sign' ? text.slice(0, at).trimEnd().length : at;
}

function fail(problem: DiagnosticOf<TomlDiagnosticValues>): TomlReading {
  return { problem };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The parser has no codes: they are told by how its messages begin. */
const PROBLEMS: readonly (readonly [begins: string, problem: TomlProblem])[] = [
  ['Unterminated string', 'string-end'],
  ['Unterminated table-key', 'table-key-end'],
  ['Unterminated array', 'array-end'],
  ['Unterminated inline table', 'inline-table-end'],
  ['Empty bare keys', 'no-key'],
  ['Must be a newline', 'newline'],
  ['Expected equal', 'equals-sign'],
  ['Unspecified', 'value'],
  ['Expected comma', 'comma'],
  ['Defining a key multiple', 'duplicate-key'],
  ['Unexpected character', 'character'],
  ['Unexpected token', 'character'],
  ['Control characters', 'control-character'],
  ['Invalid code point', 'control-character'],
  ['The key,', 'one-line'],
  ['No newlines', 'one-line'],
  ['Underscores', 'underscore'],
  ['Unexpected spaces', 'character'],
  ['Three or', 'quotes'],
  ['Unexpected invalid date', 'date'],
  ['Unexpected invalid time', 'date'],
  ['Leading zeros', 'leading-zero'],
  ['Trailing comma', 'trailing-comma'],
  ['Invalid character', 'escape'],
  ['Consecutive dots', 'dots'],
  ['Keys cannot', 'dots'],
];

function problemOf(message: string): TomlProblem {
  return PROBLEMS.find(([begins]) => message.startsWith(begins))?.[1] ?? 'toml';
}
