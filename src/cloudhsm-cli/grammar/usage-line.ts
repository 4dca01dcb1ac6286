/**
 * The line `Usage: …`, as clap 4.5 writes it in help and in errors (its `output/usage.rs`).
 */
import { type CommandSpec, isGroup, optionsOf, ownOptionsOf } from './command-spec.ts';
import { requiredWords, writeGroup, writeOption } from './option-words.ts';

/** A command at its place on the command line. */
export interface PlacedCommand {
  readonly command: CommandSpec;
  /** The commands that lead to it, itself the last: `['user', 'list']`. */
  readonly path: readonly string[];
  /** The same with the program's name before them, where there is one. */
  readonly words: readonly string[];
  /** The same in a usage line, where what the command above it requires stands between. */
  readonly usageName: string;
}

/** The command that all others are below. @param program its name; empty where commands stand alone */
export function placeRoot(command: CommandSpec, program: string): PlacedCommand {
  return { command, path: [], words: program === '' ? [] : [program], usageName: program };
}

/** A subcommand of a command. */
export function placeBelow(
  { command: parent, path, words }: PlacedCommand,
  command: CommandSpec,
): PlacedCommand {
  return {
    command,
    path: [...path, command.name],
    words: [...words, command.name],
    usageName: [...words, ...requiredWords(parent), command.name].join(' '),
  };
}

/** The usage line of help, and of errors that do not depend on what was given. */
export function usageLine({ command, usageName }: PlacedCommand): string {
  const others = optionsOf(command).filter(({ name, required }) => {
    return required !== true && !(command.oneOf ?? []).some((group) => group.includes(name));
  });
  return joinUsage([
    usageName,
    others.length > 0 ? '[OPTIONS]' : '',
    ...requiredWords(command),
    ...others.filter(({ inUsage }) => inUsage === true).map((option) => `[${writeOption(option)}]`),
    subcommandWord(command),
  ]);
}

/**
 * The usage line of an error, with what was given or is missing in place of `[OPTIONS]`.
 *
 * @param used names of options, in the order in which they were given
 */
export function usageLineWith(
  { command, usageName }: PlacedCommand,
  used: readonly string[],
): string {
  const options = optionsOf(command);
  const groups = command.oneOf ?? [];
  const isGrouped = (name: string): boolean => groups.some((group) => group.includes(name));
  const required = options.filter((each) => each.required === true).map(({ name }) => name);
  const named = [...new Set([...required, ...used])]
    .filter((name) => !isGrouped(name))
    .flatMap(
      (name) => [...options, ...ownOptionsOf(command)].find((option) => option.name === name) ?? [],
    );
  return joinUsage([
    usageName,
    ...named.map(writeOption),
    ...groups.map((group) => writeGroup(group, command)),
    isGroup(command) ? subcommandWord(command) : '',
  ]);
}

function subcommandWord(command: CommandSpec): string {
  if (command.subcommands === undefined) return '';
  return isGroup(command) ? '<COMMAND>' : '[COMMAND]';
}

function joinUsage(parts: readonly string[]): string {
  return `Usage: ${parts.filter((part) => part !== '').join(' ')}`;
}
