/**
 * Whether the options that were given for a command are what it takes together (clap's
 * `parser/validator.rs`).
 */
import { isGroup, optionsOf } from './command-spec.ts';
import { requiredWords } from './option-words.ts';
import { renderHelp } from './render-help.ts';
import { conflict, missingOptions, missingSubcommand } from './usage-error.ts';
import type { PlacedCommand } from './usage-line.ts';

/**
 * @param given names of options, in the order in which they were first given
 * @returns what is to be printed where something is wrong or missing
 */
export function judgeOptions(
  placed: PlacedCommand,
  given: readonly string[],
  hasSubcommand: boolean,
): string | undefined {
  const { command } = placed;
  if (isGroup(command) && !hasSubcommand) {
    return given.length === 0 ? renderHelp(placed, 'short') : missingSubcommand(placed);
  }
  return findConflict(placed, given) ?? findMissing(placed, given);
}

function findConflict(placed: PlacedCommand, given: readonly string[]): string | undefined {
  const { oneOf = [] } = placed.command;
  const options = optionsOf(placed.command);
  for (const name of given) {
    const others = oneOf
      .filter((group) => group.includes(name))
      .flatMap((group) => given.filter((each) => each !== name && group.includes(each)));
    const option = options.find((each) => each.name === name);
    if (option === undefined || others.length === 0) continue;
    const conflicting = options.filter((each) => others.includes(each.name));
    const used = given.filter((each) => !others.includes(each));
    return conflict(placed, option, conflicting, used);
  }
  return undefined;
}

function findMissing(placed: PlacedCommand, given: readonly string[]): string | undefined {
  const missing = requiredWords(placed.command, (name) => given.includes(name));
  if (missing.length === 0) return undefined;
  const required = optionsOf(placed.command).filter((each) => each.required === true);
  return missingOptions(placed, missing, [...given, ...required.map(({ name }) => name)]);
}
