/**
 * Errors of usage in clap's words and layout (clap 4.5, `error/format.rs`). A word of the line is shown
 * with its control characters escaped.
 */
import { escapeUnsafe } from '../../printable.ts';
import { type CommandSpec, type OptionSpec, optionsOf, ownOptionsOf } from './command-spec.ts';
import { writeOption } from './option-words.ts';
import { suggestWords } from './suggest.ts';
import { type PlacedCommand, usageLine, usageLineWith } from './usage-line.ts';

/** What is written of an error: the sentence, lines below it, tips, and the usage line. */
interface ErrorParts {
  readonly what: string;
  readonly below?: readonly string[];
  readonly tips?: readonly string[];
  readonly usage?: string;
}

function writeError({ what, below = [], tips = [], usage }: ErrorParts): string {
  const paragraphs = [
    [`error: ${what}`, ...below.map((line) => `  ${line}`)].join('\n'),
    tips.map((tip) => `  tip: ${tip}`).join('\n'),
    usage ?? '',
    "For more information, try '--help'.",
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

function show(word: string): string {
  return escapeUnsafe(word);
}

function tipOf(kind: string, words: readonly string[]): string {
  const quoted = words.map((word) => `'${word}'`).join(', ');
  return words.length === 1
    ? `a similar ${kind} exists: ${quoted}`
    : `some similar ${kind}s exist: ${quoted}`;
}

function possibleValues({ choices }: OptionSpec): readonly string[] {
  return choices === undefined ? [] : [`[possible values: ${choices.join(', ')}]`];
}

/** A word that is neither option nor subcommand. @param isAfterDashes whether `--` stands before it */
export function unexpectedWord(
  placed: PlacedCommand,
  word: string,
  isAfterDashes: boolean,
): string {
  const names = subcommandNames(placed);
  const usage = usageLine(placed);
  if (isAfterDashes && names.includes(word)) {
    const tip = `subcommand '${word}' exists; to use it, remove the '--' before it`;
    return writeError({ what: `unexpected argument '${word}' found`, tips: [tip], usage });
  }
  if (names.length === 0) {
    return writeError({ what: `unexpected argument '${show(word)}' found`, usage });
  }
  const similar = suggestWords(word, names);
  return writeError({
    what: `unrecognized subcommand '${show(word)}'`,
    tips: similar.length === 0 ? [] : [tipOf('subcommand', similar)],
    usage,
  });
}

/** After `help`, where clap looks for no similar one. */
export function unknownHelpTopic(placed: PlacedCommand, word: string): string {
  return writeError({
    what: `unrecognized subcommand '${show(word)}'`,
    usage: usageLine(placed),
  });
}

/** The same as a code with its value. */
export function unknownCommand(
  placed: PlacedCommand,
  word: string,
): { readonly code: 'unknown-command'; readonly nearest: string | null } {
  const nearest = suggestWords(word, subcommandNames(placed)).at(-1);
  return { code: 'unknown-command', nearest: nearest ?? null };
}

function subcommandNames({ command: { subcommands } }: PlacedCommand): readonly string[] {
  if (subcommands === undefined) return [];
  return [...subcommands.flatMap(({ name, aliases = [] }) => [name, ...aliases]), 'help'];
}

/** A short option that there is not. */
export function unknownShort(placed: PlacedCommand, letter: string): string {
  const what = `unexpected argument '-${show(letter)}' found`;
  return writeError({ what, usage: usageLine(placed) });
}

/**
 * A long option that there is not.
 *
 * @param given names of options before it
 * @param rest the words behind it, where a subcommand may stand that has such an option
 */
export function unknownLong(
  placed: PlacedCommand,
  name: string,
  given: readonly string[],
  rest: readonly string[],
): string {
  const { command } = placed;
  const similar = nearestOption(name, command);
  const tips = similar === undefined ? [] : [tipOf('argument', [`--${similar}`])];
  if (similar === undefined) {
    const below = (command.subcommands ?? []).flatMap((each) => {
      const option = nearestOption(name, each);
      const place = rest.indexOf(each.name);
      return option === undefined || place === -1 ? [] : [{ name: each.name, option, place }];
    });
    const [first] = below.sort((one, other) => one.place - other.place);
    if (first !== undefined) tips.push(`'${first.name} --${first.option}' exists`);
  }
  const used = similar === undefined ? given : [...given, similar];
  const usage = used.length === 0 ? usageLine(placed) : usageLineWith(placed, used);
  return writeError({ what: `unexpected argument '--${show(name)}' found`, tips, usage });
}

function nearestOption(name: string, command: CommandSpec): string | undefined {
  const known = [...optionsOf(command), ...ownOptionsOf(command)].map((option) => option.name);
  return suggestWords(name, known).at(-1);
}

/** A value for what takes none: `--deregister=x`. */
export function valueOfFlag(
  placed: PlacedCommand,
  option: OptionSpec,
  value: string,
  given: readonly string[],
): string {
  return writeError({
    what: `unexpected value '${show(value)}' for '${writeOption(option)}' found; no more were expected`,
    usage: usageLineWith(placed, [...given, option.name]),
  });
}

export function missingValue(option: OptionSpec): string {
  return writeError({
    what: `a value is required for '${writeOption(option)}' but none was supplied`,
    below: possibleValues(option),
  });
}

export function givenTwice(placed: PlacedCommand, option: OptionSpec): string {
  return writeError({
    what: `the argument '${writeOption(option)}' cannot be used multiple times`,
    usage: usageLine(placed),
  });
}

/** A value that is none of the choices. */
export function notAChoice(option: OptionSpec, value: string): string {
  if (value === '') return missingValue(option);
  const similar = suggestWords(value, option.choices ?? []).at(-1);
  return writeError({
    what: `invalid value '${show(value)}' for '${writeOption(option)}'`,
    below: possibleValues(option),
    tips: similar === undefined ? [] : [tipOf('value', [similar])],
  });
}

/** A value that its parser refuses. @param why of a number, in the words of Rust's own parser, and clap's of ranges */
export function malformedValue(option: OptionSpec, value: string, why: string): string {
  return writeError({
    what: `invalid value '${show(value)}' for '${writeOption(option)}': ${show(why)}`,
  });
}

/** Two options of which only one may stand. */
export function conflict(
  placed: PlacedCommand,
  option: OptionSpec,
  others: readonly OptionSpec[],
  given: readonly string[],
): string {
  const [first] = others;
  const isOne = others.length === 1 && first !== undefined;
  return writeError({
    what: `the argument '${writeOption(option)}' cannot be used with${isOne ? ` '${writeOption(first)}'` : ':'}`,
    below: isOne ? [] : others.map(writeOption),
    usage: usageLineWith(placed, given),
  });
}

/** @param missing in clap's words */
export function missingOptions(
  placed: PlacedCommand,
  missing: readonly string[],
  used: readonly string[],
): string {
  return writeError({
    what: 'the following required arguments were not provided:',
    below: missing,
    usage: usageLineWith(placed, used),
  });
}

export function missingSubcommand(placed: PlacedCommand): string {
  return writeError({
    what: `'${placed.words.join(' ')}' requires a subcommand but one was not provided`,
    below: [`[subcommands: ${subcommandNames(placed).join(', ')}]`],
    usage: usageLine(placed),
  });
}
