/**
 * Reads what is asked for, in the words of either console.
 */
import type { OperationProblem } from '../../failure-codes/operation-problem.ts';
import { nearestWord } from '../../nearest-word.ts';
import { splitLine } from '../../split-line.ts';
import { readArgument } from './argument-kinds.ts';
import type { Operation, OperationPattern } from './operation.ts';
import { OPERATION_KINDS, type OperationKind } from './operation-kinds.ts';
import { readSdk5Options } from './read-sdk5-options.ts';

/** An operation, or why the words are none. */
export type ParsedOperation =
  | { readonly operation: Operation; readonly problem?: never }
  | { readonly problem: OperationProblem; readonly operation?: never };

/** A pattern, or why the words are none. */
export type ParsedPattern =
  | { readonly pattern: OperationPattern; readonly problem?: never }
  | { readonly problem: OperationProblem; readonly pattern?: never };

/** Stands for any characters. */
const ANY = '*';

/**
 * Reads one operation as it is typed in the classic console or in the newer one. A password is a problem, and is in
 * no answer; the option `--approval`, which hands in the token, is left out.
 *
 * @example
 * parseOperation('createUser CU bob').operation;
 * // { op: 'createUser', arguments: { type: 'CU', user: 'bob' } }
 * parseOperation('user create --username bob --role crypto-user').operation; // the same
 */
export function parseOperation(text: string): ParsedOperation {
  const read = readWords(text, false);
  return 'problem' in read
    ? read
    : { operation: { op: read.kind.op, arguments: Object.fromEntries(read.values) } };
}

/**
 * Reads a pattern of a rule: an operation in which `*` stands for any characters, or `*` alone for all operations.
 *
 * @example
 * parsePattern('createUser CO *').pattern; // { op: 'createUser', arguments: { type: 'CO', user: '*' } }
 */
export function parsePattern(text: string): ParsedPattern {
  if (text.trim() === ANY) return { pattern: { arguments: {} } };
  const read = readWords(text, true);
  return 'problem' in read
    ? read
    : { pattern: { op: read.kind.op, arguments: Object.fromEntries(read.values) } };
}

type Read =
  | { readonly kind: OperationKind; readonly values: ReadonlyMap<string, string> }
  | { readonly problem: OperationProblem };

function readWords(text: string, isPattern: boolean): Read {
  const split = splitLine(text);
  if (split.kind !== 'words') return { problem: { code: 'open-quote' } };
  const { words } = split;
  const [first] = words;
  if (first === undefined) return { problem: { code: 'empty' } };
  const classic = OPERATION_KINDS.find((kind) => kind.classic?.command === first);
  if (classic !== undefined) return readClassic(classic, words.slice(1), isPattern);
  const newer = OPERATION_KINDS.find(({ sdk5: { command } }) =>
    command.every((word, at) => words[at] === word),
  );
  if (newer === undefined) return { problem: unknownCommand(words) };
  return readSdk5(newer, words.slice(newer.sdk5.command.length), isPattern);
}

/** Words behind the command may be anything, a password too: no more is told than what looks like a command. */
function unknownCommand(words: readonly string[]): OperationProblem {
  const classic = OPERATION_KINDS.flatMap(({ classic: one }) => one?.command ?? []);
  const newer = OPERATION_KINDS.map(({ sdk5: { command } }) => command);
  const [first = ''] = words;
  const similar = newer.filter((command) => command[0] === first);
  if (similar.length === 0) {
    return { code: 'unknown-command', command: first, nearest: nearestWord(first, classic) };
  }
  const verbs = similar.map((command) => command[1] ?? '');
  const nearest = nearestWord(words[1] ?? '', verbs);
  return {
    code: 'unknown-command',
    command: first,
    nearest: similar.find(([, verb]) => verb === nearest)?.join(' '),
    others: similar.map((command) => command.join(' ')),
  };
}

function readClassic(kind: OperationKind, words: readonly string[], isPattern: boolean): Read {
  const command = kind.classic?.command ?? kind.op;
  const values = new Map<string, string>();
  for (const [at, spec] of kind.arguments.entries()) {
    const word = words[at];
    if (word === undefined) {
      return { problem: { code: 'missing', command, argument: spec.name } };
    }
    const value = readValue(spec.kind, word, 'classic', isPattern);
    if (value === undefined) {
      const [argument, expected] = [spec.name, spec.kind];
      return { problem: { code: 'value', command, argument, found: word, expected } };
    }
    values.set(spec.name, value);
  }
  const extra = words[kind.arguments.length];
  if (extra === undefined) return { kind, values };
  return {
    problem:
      kind.classic?.takesPassword === true
        ? { code: 'password', command }
        : { code: 'extra', command, word: extra },
  };
}

function readSdk5(kind: OperationKind, words: readonly string[], isPattern: boolean): Read {
  const command = kind.sdk5.command.join(' ');
  const options = readSdk5Options(kind, words, isPattern);
  if ('problem' in options) return options;
  const values = new Map<string, string>();
  for (const spec of kind.arguments) {
    const word = options.values.get(spec.option);
    if (word === undefined) {
      return { problem: { code: 'missing', command, argument: `--${spec.option}` } };
    }
    const value = readValue(spec.kind, word, 'sdk5', isPattern);
    if (value === undefined) {
      const [argument, expected] = [`--${spec.option}`, spec.kind];
      return { problem: { code: 'value', command, argument, found: word, expected } };
    }
    values.set(spec.name, value);
  }
  if (options.rest.length > 0) values.set('options', options.rest.join(' '));
  return { kind, values };
}

/** In a pattern, what has a `*` is taken as it is; letter case of names makes no difference there either. */
function readValue(
  kind: Parameters<typeof readArgument>[0],
  word: string,
  console: 'classic' | 'sdk5',
  isPattern: boolean,
): string | undefined {
  if (!isPattern || !word.includes(ANY)) return readArgument(kind, word, console);
  if (word === ANY) return word;
  return kind === 'user-name' && /^[A-Za-z0-9_*]{1,63}$/.test(word)
    ? word.toLowerCase()
    : kind === 'text'
      ? word
      : undefined;
}
