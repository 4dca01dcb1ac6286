import { assignPositionals } from '../arguments/positional-arguments.ts';
import {
  COMMON_OPTIONS,
  type CommandDefinition,
  type OptionDefinition,
  type PositionalDefinition,
} from '../command.ts';

/** A command's line as far as it is typed, whether or not it makes sense. */
export interface TypedLine {
  readonly definition: CommandDefinition;
  /** What is given before the cursor, by name: no defaults are among it. */
  readonly given: Readonly<Record<string, unknown>>;
  /** What the word at the cursor is. */
  readonly at: Place;
}

/** A place where a word may be completed. */
export type Place =
  | { readonly kind: 'option' }
  /** The value of an option; `head` is what of the word stands before it: `--key=` */
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly option: OptionDefinition;
      readonly head: string;
    }
  | { readonly kind: 'positional'; readonly positional: PositionalDefinition }
  /** No positional is left. */
  | { readonly kind: 'full' }
  /** Behind `--`: a word of another program's line */
  | { readonly kind: 'rest'; readonly words: readonly string[] };

/** The options of a command, those of every command among them. */
export function optionsOf(
  definition: CommandDefinition,
): Readonly<Record<string, OptionDefinition>> {
  return { ...definition.options, ...COMMON_OPTIONS };
}

/**
 * Reads the words behind a command's name.
 *
 * @param before the words before the one at the cursor
 * @param word what is typed of that one
 */
export function readTypedLine(
  definition: CommandDefinition,
  before: readonly string[],
  word: string,
): TypedLine {
  const options = optionsOf(definition);
  const given: Record<string, unknown> = Object.create(null);
  const positionals: string[] = [];
  const give = (name: string, option: OptionDefinition, value: unknown) => {
    const earlier = (given[name] ?? []) as readonly unknown[];
    given[name] = option.array === true ? [...earlier, value] : value;
  };
  const end = (at: Place): TypedLine => {
    // What comes behind the last positional is of no use, and takes nothing from those before.
    const assigned = assignPositionals(
      definition.positionals.map((each) => ({ ...each, required: false })),
      positionals.slice(0, mostPositionals(definition)),
    );
    const values = 'values' in assigned ? assigned.values : {};
    return { definition, given: { ...values, ...given }, at };
  };
  for (let at = 0; at < before.length; at += 1) {
    const typed = before[at] ?? '';
    if (typed === '--') {
      if (definition.acceptsRest === true)
        return end({ kind: 'rest', words: before.slice(at + 1) });
      for (const each of before.slice(at + 1)) positionals.push(each);
      return end(nextPositional(definition, positionals.length));
    }
    const found = typed === '-' ? undefined : findOption(options, typed);
    if (found === undefined) {
      if (typed === '-' || !typed.startsWith('-')) positionals.push(typed);
      continue;
    }
    const { name, option, value } = found;
    if (option.type === 'boolean') give(name, option, true);
    else if (value !== undefined) give(name, option, value);
    else if (at + 1 === before.length) return end({ kind: 'value', name, option, head: '' });
    else give(name, option, before[++at]);
  }
  const joined = /^--[^=]+=/.exec(word)?.[0];
  const found = joined === undefined ? undefined : findOption(options, word);
  if (joined !== undefined && found !== undefined && found.option.type !== 'boolean') {
    return end({ kind: 'value', name: found.name, option: found.option, head: joined });
  }
  if (word.startsWith('-')) return end({ kind: 'option' });
  return end(nextPositional(definition, positionals.length));
}

function nextPositional({ positionals }: CommandDefinition, count: number): Place {
  const positional =
    positionals[count] ?? positionals.findLast(({ variadic }) => variadic === true);
  return positional === undefined ? { kind: 'full' } : { kind: 'positional', positional };
}

function mostPositionals({ positionals }: CommandDefinition): number {
  const isOpen = positionals.some(({ variadic }) => variadic === true);
  return isOpen ? Number.POSITIVE_INFINITY : positionals.length;
}

function findOption(
  options: Readonly<Record<string, OptionDefinition>>,
  word: string,
): { name: string; option: OptionDefinition; value?: string } | undefined {
  const [, long, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  const found = Object.entries(options).find(([name, { alias }]) =>
    long === undefined ? word === `-${alias}` : name === long,
  );
  if (found === undefined) return undefined;
  const [name, option] = found;
  return value === undefined ? { name, option } : { name, option, value };
}
