/**
 * Help in clap's layout (its `output/help_template.rs`). Lines are not broken: clap breaks them only where
 * it was built with `wrap_help`, and the guide shows a line of help that is far longer than the 100 columns
 * at which clap does (AWS CloudHSM user guide, "logout"). Without that, too, clap puts descriptions below the
 * options where they would go beyond those.
 */
import {
  type CommandSpec,
  type OptionSpec,
  optionsOf,
  ownOptionsOf,
  VERSION,
} from './command-spec.ts';
import { writeOption } from './option-words.ts';
import { type PlacedCommand, usageLine } from './usage-line.ts';

/** The width that clap takes a screen to have, where it does not ask. */
const COLUMNS = 100;
/** What stands before a description that is below its option. */
const BELOW = ' '.repeat(10);
/** Above this share of a line, what is too long goes below. */
const WIDEST_SHARE = 0.4;

/** What clap says of the command that it brings itself. */
const ABOUT_HELP = 'Print this message or the help of the given subcommand(s)';

/** What a line describes, and how. */
interface Row {
  readonly name: string;
  readonly describe: string;
  /** Stands behind the description; clap measures the two without the blank between. */
  readonly values?: string;
  /** What each value means, in a list below the description. */
  readonly meanings?: readonly (readonly [value: string, meaning: string])[];
}

/**
 * The help of a command.
 *
 * @param length what `--help` asks for, or `-h`; they differ where values of an option have a help of their own
 * @returns with its last newline
 */
export function renderHelp(placed: PlacedCommand, length: 'short' | 'long'): string {
  const { command } = placed;
  const { subcommands = [] } = command;
  const commands: Row[] = subcommands.map(({ name, about }) => ({ name, describe: about }));
  if (commands.length > 0) commands.push({ name: 'help', describe: ABOUT_HELP });
  const hasLong = optionsOf(command).some(({ choiceHelp }) => choiceHelp !== undefined);
  const isLong = hasLong && length === 'long';
  const options = [
    ...optionsOf(command).map((option) => rowOf(option, isLong)),
    ...ownOptionsOf(command).map((option) => ({
      name: `-${option === VERSION ? 'V' : 'h'}, ${writeOption(option)}`,
      describe: option === VERSION ? 'Print version' : describeHelp(hasLong, isLong),
    })),
  ];
  const parts = [
    `${command.about}\n`,
    `${usageLine(placed)}\n`,
    ...(commands.length > 0 ? [`Commands:\n${writeRows(commands)}`] : []),
    `Options:\n${isLong ? writeLongRows(options) : writeRows(options)}`,
  ];
  return parts.join('\n');
}

/** The help of the command `help` below a command. */
export function renderHelpOfHelp({ words }: PlacedCommand): string {
  const usage = [...words, 'help', '[COMMAND]...'].join(' ');
  return `${ABOUT_HELP}\n\nUsage: ${usage}\n\nArguments:\n  [COMMAND]...  Print help for the subcommand(s)\n`;
}

/** The answer to `--version`. */
export function renderVersion({ name, version = '' }: CommandSpec): string {
  return `${name} ${version}\n`;
}

function describeHelp(hasLong: boolean, isLong: boolean): string {
  if (!hasLong) return 'Print help';
  return isLong ? "Print help (see a summary with '-h')" : "Print help (see more with '--help')";
}

function rowOf(option: OptionSpec, isLong: boolean): Row {
  const { short, describe, choices, choiceHelp } = option;
  const name = `${short === undefined ? '    ' : `-${short}, `}${writeOption(option)}`;
  if (choices === undefined) return { name, describe };
  if (isLong && choiceHelp !== undefined) {
    return { name, describe, meanings: choices.map((each) => [each, choiceHelp[each] ?? '']) };
  }
  return { name, describe, values: `[possible values: ${choices.join(', ')}]` };
}

function writeRows(rows: readonly Row[]): string {
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const taken = longest + 4;
  const goesBelow =
    taken / COLUMNS > WIDEST_SHARE &&
    rows.some(({ describe, values = '' }) => describe.length + values.length > COLUMNS - taken);
  const lines = rows.map(({ name, describe, values = '' }) => {
    const start = goesBelow ? `  ${name}\n${BELOW}` : `  ${name.padEnd(longest)}  `;
    return `${start}${[describe, values].filter((each) => each !== '').join(' ')}\n`;
  });
  return lines.join('');
}

function writeLongRows(rows: readonly Row[]): string {
  const paragraphs = rows.map(({ name, describe, values, meanings = [] }) => {
    const list = writeMeanings(meanings);
    return [
      `  ${name}\n${BELOW}${describe}\n`,
      ...(values === undefined ? [] : [`${BELOW}${values}\n`]),
      ...(list.length === 0 ? [] : [`${BELOW}Possible values:\n${list.join('')}`]),
    ].join('\n');
  });
  return paragraphs.join('\n');
}

/** What is too wide stands below the values, as in the guide's help of `quorum token-sign generate`. */
function writeMeanings(meanings: readonly (readonly [string, string])[]): readonly string[] {
  const widest = Math.max(...meanings.map(([value]) => value.length));
  const longest = Math.max(...meanings.map(([, meaning]) => meaning.length));
  const goesBelow = BELOW.length + '- '.length + widest + longest > COLUMNS;
  return meanings.map(([value, meaning]) =>
    goesBelow
      ? `${BELOW}- ${value}:\n${BELOW}  ${meaning}\n`
      : `${BELOW}- ${`${value}:`.padEnd(widest + 1)} ${meaning}\n`,
  );
}
