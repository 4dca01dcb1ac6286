import type { OperationProblem } from '../../failure-codes/operation-problem.ts';
import { nearestWord } from '../../nearest-word.ts';
import { escapeWord } from '../../split-line.ts';
import type { OperationKind } from './operation-kinds.ts';

/** Options of a command of the newer console. */
export interface ReadOptions {
  /** By the options of the kind's arguments, without `--`. */
  readonly values: ReadonlyMap<string, string>;
  /** All others, as they are typed, in the order of their names. */
  readonly rest: readonly string[];
}

/** How the token itself is handed in: no part of what is asked for. */
const APPROVALS = ['approval', 'wrapping-approval', 'payload-approval'];

/** One option that was written, or a word that belongs to none. */
interface Written {
  readonly name: string | undefined;
  readonly words: readonly string[];
}

/**
 * Reads options as `--name value`, `--name value value` or `--name=value`. Words before the first option belong to
 * the command (`crypto sign` has mechanisms) where the kind keeps them.
 *
 * @param words behind the command
 * @param isPattern `*` stands for any characters, and not for itself
 */
export function readSdk5Options(
  kind: OperationKind,
  words: readonly string[],
  isPattern: boolean,
): ReadOptions | { readonly problem: OperationProblem } {
  const command = kind.sdk5.command.join(' ');
  const written = [...listWritten(words)];
  // The console takes what is behind it for no options, and has no use for that; nor could `--option=--` be read back.
  if (words.includes('--') || written.some(({ words: given }) => given.includes('--'))) {
    const holdsPassword = written.some(({ name }) => name !== undefined && isSecret(kind, name));
    return {
      problem: holdsPassword
        ? { code: 'password', command }
        : { code: 'extra', command, word: '--' },
    };
  }
  const values = new Map<string, string>();
  const rest: string[] = [];
  const own: string[] = [];
  const seen = new Set<string>();
  const type = (word: string): string => typeWord(word, isPattern);
  for (const { name, words: given } of written) {
    if (name === undefined) {
      if (!kind.sdk5.keepsOptions) {
        return { problem: { code: 'extra', command, word: given[0] ?? '' } };
      }
      own.push(given.map(type).join(' '));
      continue;
    }
    if (isSecret(kind, name)) return { problem: { code: 'password', command } };
    // Of two, each console may take another one.
    if (seen.has(name)) return { problem: { code: 'option-twice', command, option: name } };
    seen.add(name);
    if (APPROVALS.includes(name)) {
      const [, extra] = given;
      if (extra !== undefined) return { problem: { code: 'extra', command, word: extra } };
      continue;
    }
    const argument = kind.arguments.find(({ option }) => option === name);
    const isArgument = argument !== undefined;
    if (!isArgument && !kind.sdk5.keepsOptions) {
      const known = [...kind.arguments.map(({ option }) => option), 'approval'];
      return {
        problem: {
          code: 'unknown-option',
          command,
          option: name,
          nearest: nearestWord(name, known),
        },
      };
    }
    if (!isArgument) {
      rest.push([`--${name}`, ...given.map(type)].join(' '));
      continue;
    }
    if (given.length === 0) {
      return { problem: { code: 'option-without-value', command, option: name } };
    }
    if (argument.kind === 'text' && argument.takesWords !== true && given.length > 1) {
      const [found, expected] = [given.join(' '), argument.kind];
      return { problem: { code: 'value', command, argument: `--${name}`, found, expected } };
    }
    const plain = given.join(' ');
    // What is blank stays so, and is refused as that.
    const isTyped = argument.takesWords === true && plain.trim() !== '';
    values.set(name, isTyped ? given.map(type).join(' ') : plain);
  }
  return { values, rest: [...own, ...rest.sort()] };
}

/** A misspelt one, too: where other options are kept, the password would stand among them. */
function isSecret({ sdk5: { secrets, keepsOptions } }: OperationKind, name: string): boolean {
  if (secrets.includes(name)) return true;
  if (!keepsOptions) return false;
  return /pass|pwd|secret|pin\b/i.test(name) || nearestWord(name, secrets) !== undefined;
}

function* listWritten(words: readonly string[]): Generator<Written> {
  let name: string | undefined;
  let given: string[] = [];
  for (const word of words) {
    if (!word.startsWith('--')) {
      given.push(word);
      continue;
    }
    if (name !== undefined || given.length > 0) yield { name, words: given };
    const equals = word.indexOf('=');
    name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    given = equals < 0 ? [] : [word.slice(equals + 1)];
  }
  if (name !== undefined || given.length > 0) yield { name, words: given };
}

function typeWord(word: string, isPattern: boolean): string {
  const typed = escapeWord(word) ?? JSON.stringify(word);
  return isPattern ? typed.replaceAll('\\*', '*') : typed;
}
