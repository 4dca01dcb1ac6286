/**
 * Help in clap's layout (its `output/help_template.rs`). Lines are not broken: clap breaks them only
 * where it was built with `wrap_help`, and nothing documents whether `cloudhsm-cli` was. What clap does
 * without that as well is to set descriptions below the options where they would go beyond 100 columns.
 */
import { HELP, optionsOf } from './command-spec.ts';
import { writeOption } from './option-words.ts';
import { type PlacedCommand, usageLine } from './usage-line.ts';

/** The width that clap takes a screen to have, where it does not ask. */
const COLUMNS = 100;
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
}

/** @returns the help of a command, with its last newline */
export function renderHelp(placed: PlacedCommand): string {
  const { command } = placed;
  const { subcommands = [] } = command;
  const commands: Row[] = subcommands.map(({ name, about }) => ({ name, describe: about }));
  if (commands.length > 0) {
    commands.push({ name: 'help', describe: ABOUT_HELP });
  }
  const options: Row[] = optionsOf(command).map((option) => {
    const { describe, choices } = option;
    const values = choices === undefined ? '' : `[possible values: ${choices.join(', ')}]`;
    return { name: `    ${writeOption(option)}`, describe, values };
  });
  options.push({ name: `-h, ${writeOption(HELP)}`, describe: HELP.describe });
  const parts = [
    `${command.about}\n`,
    `${usageLine(placed)}\n`,
    ...(commands.length > 0 ? [`Commands:\n${writeRows(commands)}`] : []),
    `Options:\n${writeRows(options)}`,
  ];
  return parts.join('\n');
}

/** The help of the command `help` below a command. */
export function renderHelpOfHelp({ words }: PlacedCommand): string {
  const usage = [...words, 'help', '[COMMAND]...'].join(' ');
  return `${ABOUT_HELP}\n\nUsage: ${usage}\n\nArguments:\n  [COMMAND]...  Print help for the subcommand(s)\n`;
}

function writeRows(rows: readonly Row[]): string {
  const longest = Math.max(...rows.map(({ name }) => name.length));
  const taken = longest + 4;
  const goesBelow =
    taken / COLUMNS > WIDEST_SHARE &&
    rows.some(({ describe, values = '' }) => describe.length + values.length > COLUMNS - taken);
  const lines = rows.map(({ name, describe, values = '' }) => {
    const start = goesBelow ? `  ${name}\n          ` : `  ${name.padEnd(longest)}  `;
    return `${start}${[describe, values].filter((each) => each !== '').join(' ')}\n`;
  });
  return lines.join('');
}
