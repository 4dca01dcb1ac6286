/**
 * The quick reader: takes command lines that hold nothing but the definition's own options in their
 * plain forms, and leaves every other one (mistakes among them) to yargs, which takes tens of
 * milliseconds to load. test/cli/arguments.test.ts shows that where it answers, yargs answers the same.
 */
import {
  COMMON_OPTIONS,
  type CommandDefinition,
  type OptionDefinition,
  type PositionalDefinition,
} from '../command.ts';
import { assignPositionals } from './positional-arguments.ts';

/** Arguments by name, as {@link import('../command.ts').ArgumentsOf} types them. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Reads the words after a command's name.
 *
 * @returns the arguments, or undefined where the words are anything but plain
 */
export function readPlainArguments(
  definition: CommandDefinition,
  words: readonly string[],
): Arguments | undefined {
  const options: Readonly<Record<string, OptionDefinition>> = {
    ...definition.options,
    ...COMMON_OPTIONS,
  };
  const values = new Map<string, unknown>();
  const positionals: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      // yargs loses words of blanks alone.
      if (word.trim() === '') return undefined;
      positionals.push(word);
      continue;
    }
    const found = findOption(options, word);
    if (found === undefined) return undefined;
    const { name, option } = found;
    if (option.type === 'boolean') {
      if (found.value !== undefined) return undefined;
      values.set(name, true);
      continue;
    }
    const value = found.value ?? words[++at];
    if (value === undefined || !isPlainValue(option, value)) return undefined;
    const typed = option.type === 'number' ? Number(value) : value;
    if (option.array === true) {
      values.set(name, [...((values.get(name) as unknown[] | undefined) ?? []), typed]);
    } else {
      values.set(name, typed);
    }
  }
  return assemble(definition.positionals, options, values, positionals);
}

function findOption(
  options: Readonly<Record<string, OptionDefinition>>,
  word: string,
): { name: string; option: OptionDefinition; value?: string } | undefined {
  if (!word.startsWith('--')) {
    for (const [name, option] of Object.entries(options)) {
      if (option.alias === word.slice(1)) return { name, option };
    }
    return undefined;
  }
  const equals = word.indexOf('=');
  const name = word.slice(2, equals === -1 ? undefined : equals);
  if (!Object.hasOwn(options, name)) return undefined;
  const option = options[name] as OptionDefinition;
  return equals === -1 ? { name, option } : { name, option, value: word.slice(equals + 1) };
}

function isPlainValue(option: OptionDefinition, value: string): boolean {
  if (value === '') return false;
  if (value.startsWith('-') && value !== '-') return false;
  // yargs strips one pair of quotes that has come through the shell.
  if (/^["']/.test(value)) return false;
  if (option.type === 'number') return /^(0|[1-9][0-9]{0,8})$/.test(value);
  return option.choices?.includes(value) ?? true;
}

function assemble(
  definitions: readonly PositionalDefinition[],
  options: Readonly<Record<string, OptionDefinition>>,
  values: ReadonlyMap<string, unknown>,
  words: readonly string[],
): Arguments | undefined {
  const assigned = assignPositionals(definitions, words);
  if ('mistake' in assigned) return undefined;
  const result: Record<string, unknown> = { ...assigned.values, '--': [] };
  for (const [name, option] of Object.entries(options)) {
    if (option.demandOption === true && !values.has(name)) return undefined;
    result[name] = values.get(name) ?? option.default ?? missingValue(option);
  }
  return result;
}

/** What an option is that was not given. */
export function missingValue(option: OptionDefinition): unknown {
  if (option.array === true) return [];
  return option.type === 'boolean' ? false : undefined;
}
