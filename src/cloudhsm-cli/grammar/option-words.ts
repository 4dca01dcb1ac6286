/**
 * How clap writes options, wherever it names them (clap 4.5, `Arg::stylized`, `Command::format_group`).
 */
import { type CommandSpec, type OptionSpec, optionsOf } from './command-spec.ts';

/** Of an option: `--username <USERNAME>`, `--deregister`, `--path [<PATH>...]`. */
export function writeOption({ name, value, many }: OptionSpec): string {
  if (value === undefined) return `--${name}`;
  return many === true ? `--${name} [<${value}>...]` : `--${name} <${value}>`;
}

/** Of a set of options that exclude each other: `<--token <TOKEN>|--deregister>`. */
export function writeGroup(group: readonly string[], command: CommandSpec): string {
  const members = optionsOf(command).filter(({ name }) => group.includes(name));
  return `<${members.map(writeOption).join('|')}>`;
}

/**
 * What a command cannot do without, in the order of clap: options first, then sets of them.
 *
 * @param isGiven those are left out
 */
export function requiredWords(
  command: CommandSpec,
  isGiven: (option: string) => boolean = () => false,
): readonly string[] {
  const options = optionsOf(command).filter(
    ({ name, required }) => required === true && !isGiven(name),
  );
  const groups = (command.oneOf ?? []).filter((group) => !group.some(isGiven));
  return [...options.map(writeOption), ...groups.map((group) => writeGroup(group, command))];
}
