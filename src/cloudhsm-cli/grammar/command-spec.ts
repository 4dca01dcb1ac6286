/**
 * What a command takes, as data: parsing, help and completion come from it.
 */

/** An option of a command, `--username <USERNAME>`. */
export interface OptionSpec {
  /** Without the two dashes. */
  readonly name: string;
  /** The letter that stands for it behind one dash; of a flag. */
  readonly short?: string;
  /** What stands for its value in help, `USERNAME`; without it the option is a flag. */
  readonly value?: string;
  readonly describe: string;
  readonly required?: boolean;
  /** The only values that there are. */
  readonly choices?: readonly string[];
  /** What each choice means; a command with one such option has a longer help for `--help` than for `-h`. */
  readonly choiceHelp?: Readonly<Record<string, string>>;
  /** Takes any number of values, also none: `--path [<PATH>...]`. */
  readonly many?: boolean;
  /** The value is a whole number of 32 bits without a sign. */
  readonly number?: boolean;
  /** What is wrong with a value, in words: each of them is judged by itself. */
  readonly check?: (value: string) => string | undefined;
  /** How values begin, to be completed so far: `attr.label=`. */
  readonly starts?: readonly string[];
  /** The value is a password: a line with one is kept out of the history. */
  readonly secret?: boolean;
  /** The value is the path of a file, to be completed as one. */
  readonly file?: boolean;
  /** Stands in the command's usage line, although it is not required: `[--password <PASSWORD>]`. */
  readonly inUsage?: boolean;
}

/** A command, or a group of them. The option `--cluster-id` and `--help` need not be said. */
export interface CommandSpec {
  readonly name: string;
  /** Other words for it, which help does not show. */
  readonly aliases?: readonly string[];
  readonly about: string;
  readonly options?: readonly OptionSpec[];
  /** Names of options of which exactly one must be given: `<--token <TOKEN>|--deregister>`. */
  readonly oneOf?: readonly (readonly string[])[];
  readonly subcommands?: readonly CommandSpec[];
  /** Printed for `--version`; only at the top. */
  readonly version?: string;
  /** Does something by itself, though it has subcommands: `login [COMMAND]`. */
  readonly runsAlone?: boolean;
}

/** Taken by each command that does something. */
const CLUSTER_ID: OptionSpec = {
  name: 'cluster-id',
  value: 'CLUSTER_ID',
  describe: 'The cluster to work with, where the configuration names several',
};

/** Taken by all of them. */
export const HELP: OptionSpec = { name: 'help', describe: '' };
/** Taken by the one that has a version. */
export const VERSION: OptionSpec = { name: 'version', describe: '' };

/** Whether it only leads to others, so that it needs one of them. */
export function isGroup({ subcommands, runsAlone }: CommandSpec): boolean {
  return subcommands !== undefined && runsAlone !== true;
}

/** The options of clap itself that a command takes. */
export function ownOptionsOf({ version }: CommandSpec): readonly OptionSpec[] {
  return version === undefined ? [HELP] : [HELP, VERSION];
}

/** All options of a command but those of clap itself, in the order of its help. */
export function optionsOf(command: CommandSpec): readonly OptionSpec[] {
  const own = command.options ?? [];
  return isGroup(command) ? own : [CLUSTER_ID, ...own];
}

/** The subcommand of that name. */
export function findSubcommand(
  { subcommands }: CommandSpec,
  word: string,
): CommandSpec | undefined {
  return subcommands?.find(({ name, aliases = [] }) => name === word || aliases.includes(word));
}

/** What a command line says. */
export interface ParsedCommand {
  /** The command and its subcommands: `['user', 'change-mfa', 'token-sign']`. */
  readonly path: readonly string[];
  /** By the names of options; true for a flag. Those of the commands that lead there are among them. */
  readonly values: ReadonlyMap<string, string | number | true | readonly string[]>;
  /** Whether a value is secret. */
  readonly holdsSecret: boolean;
}
