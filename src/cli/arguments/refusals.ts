import { quotePath } from '../../words/quote-for-shell.ts';
import type { CommandDefinition, Refusal } from '../command.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Arguments } from './plain-arguments.ts';

/**
 * Refuses arguments that make no sense together, by the definition's own table.
 *
 * @throws CommandFailure of kind `usage`: the first row of the table that holds
 */
export function refuseNonsense({ path, refusals = [] }: CommandDefinition, args: Arguments): void {
  const refusal = refusals.find((row) => holds(row, args));
  if (refusal === undefined) return;
  const { message, hint } = refusal;
  throw new CommandFailure(
    'usage',
    fillIn(message, args, String),
    hint === undefined ? tellOfHelp(path) : fillIn(hint, args, quotePath),
  );
}

/** The hint of what only the whole of the help explains. */
export function tellOfHelp(path: string): string {
  return `mofn ${path} --help tells how it is used`;
}

/**
 * Whether an argument would be refused beside those that are given, whatever else may follow.
 *
 * @param given as they are typed: none that has its value by default
 * @param name of the argument that might be given, too
 */
export function isRuledOut(
  { refusals = [] }: Pick<CommandDefinition, 'refusals'>,
  given: Arguments,
  name: string,
): boolean {
  return refusals.some(
    (row) =>
      row.given?.includes(name) === true &&
      row.missing === undefined &&
      row.same === undefined &&
      Object.keys(row.not ?? {}).every((other) => isGiven(given[other])) &&
      holds(row, { [name]: true, ...given }),
  );
}

function holds(row: Refusal, args: Arguments): boolean {
  const { given = [], missing = [], several = [], stdin = [], stdinTwice = [], same = [] } = row;
  return (
    given.every((name) => isGiven(args[name])) &&
    !missing.some((name) => isGiven(args[name])) &&
    several.every((name) => valuesOf(args[name]).length > 1) &&
    stdin.every((name) => valuesOf(args[name]).includes('-')) &&
    (stdinTwice.length === 0 || countStdin(stdinTwice, args) > 1) &&
    same.every((name) => args[name] === args[same[0] ?? '']) &&
    Object.entries(row.not ?? {}).every(([name, value]) => args[name] !== value)
  );
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}

function valuesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function countStdin(names: readonly string[], args: Arguments): number {
  return names.flatMap((name) => valuesOf(args[name])).filter((value) => value === '-').length;
}

function fillIn(text: string, args: Arguments, show: (value: string) => string): string {
  return text.replaceAll(/\{([\w-]+)\}/g, (_, name: string) => {
    const value = args[name];
    return show(String(Array.isArray(value) ? value.length : value));
  });
}
