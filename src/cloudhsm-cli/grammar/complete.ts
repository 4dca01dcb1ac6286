/**
 * What Tab may make of a line: commands, options, choices, and paths where a file is wanted.
 */

import { escapeWord, scanLine } from '../../split-line.ts';
import type { Completion } from '../../terminal/line-reader.ts';
import {
  type CommandSpec,
  findSubcommand,
  type OptionSpec,
  optionsOf,
  ownOptionsOf,
} from './command-spec.ts';

/** Where the words of a line lead to. */
interface Place {
  readonly command: CommandSpec;
  /** Names of options of it that stand there, each once. */
  readonly given: readonly string[];
  /** An option that wants a value next, or takes one more. */
  readonly option: OptionSpec | undefined;
  /** Whether only commands may follow, after `help`. */
  readonly isTopic: boolean;
}

/**
 * Completes the last word of a line.
 *
 * @param root all commands are below it
 * @param before the line up to the cursor, with the lines that it goes on from
 * @param paths gives the paths that begin as one; a folder's ends with a slash
 * @example
 * const root = { name: '', about: '', subcommands: [{ name: 'logout', about: 'Log out' }] };
 * completeLine(root, 'logo', () => []).text; // 'logout '
 */
export function completeLine(
  root: CommandSpec,
  before: string,
  paths: (typed: string) => readonly string[],
): Completion {
  const { words, isInWord } = scanLine(before);
  const whole = isInWord ? words.slice(0, -1) : words;
  const { text: typed, start } = (isInWord ? words.at(-1) : undefined) ?? {
    text: '',
    start: before.length,
  };
  const place = placeOf(
    root,
    whole.map(({ text }) => text),
  );
  const untouched: Completion = { from: start, text: before.slice(start), candidates: [] };
  if (place === undefined) return untouched;
  const candidates = candidatesOf(place, typed, paths).filter((each) => each.startsWith(typed));
  const [first] = candidates;
  if (first === undefined) return untouched;
  const common = candidates.length === 1 ? first : commonStart(candidates);
  const escaped = escapeWord(common);
  if (escaped === undefined) return untouched;
  // A value, or what is in a folder, is still to come.
  const isDone = candidates.length === 1 && !/[/=]$/.test(common);
  // What cannot be added to stays as it is quoted.
  const text = common === typed && !isDone ? untouched.text : `${escaped}${isDone ? ' ' : ''}`;
  return { from: start, text, candidates };
}

/** @returns undefined where a word leads nowhere */
function placeOf(root: CommandSpec, words: readonly string[]): Place | undefined {
  let place: Place = { command: root, given: [], option: undefined, isTopic: false };
  for (const word of words) {
    const { command, given, option, isTopic } = place;
    const subcommand = option === undefined ? findSubcommand(command, word) : undefined;
    const [, name, attached] = /^--([^=]+)(=.*)?$/s.exec(word) ?? [];
    const flag = optionsOf(command).find(({ short }) => word === `-${short}`);
    if (isTopic || subcommand !== undefined) {
      if (subcommand === undefined) return undefined;
      place = { command: subcommand, given: [], option: undefined, isTopic };
    } else if (name !== undefined) {
      const found = optionsOf(command).find((each) => each.name === name);
      if (found === undefined) return undefined;
      const wants = found.value === undefined || attached !== undefined ? undefined : found;
      place = { ...place, given: withName(given, name), option: wants };
    } else if (flag !== undefined) {
      place = { ...place, given: withName(given, flag.name), option: undefined };
    } else if (option !== undefined) {
      place = { ...place, option: option.many === true ? option : undefined };
    } else if (word === 'help' && command.subcommands !== undefined) {
      place = { ...place, isTopic: true };
    } else return undefined;
  }
  return place;
}

function withName(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name];
}

function candidatesOf(
  { command, given, option, isTopic }: Place,
  typed: string,
  paths: (typed: string) => readonly string[],
): readonly string[] {
  const commands = (command.subcommands ?? []).map(({ name }) => name);
  if (isTopic) return commands;
  const [, name, value] = /^--([^=]+)=(.*)$/s.exec(typed) ?? [];
  if (name !== undefined) {
    const found = optionsOf(command).find((each) => each.name === name);
    return valuesOf(found, value ?? '', paths).map((each) => `--${name}=${each}`);
  }
  if (option !== undefined && !typed.startsWith('-')) {
    const values = valuesOf(option, typed, paths);
    // Where an option takes any number of values, another may follow as well.
    return option.many === true && typed === ''
      ? [...values, ...optionWords(command, given)]
      : values;
  }
  if (option !== undefined && option.many !== true) return [];
  // What comes with each group is not in the way of its only command.
  const help = commands.length > 1 || typed !== '' ? ['help'] : [];
  return [...commands, ...(commands.length > 0 ? help : []), ...optionWords(command, given)].filter(
    // An empty word is a command where there are some.
    (each) => typed !== '' || commands.length === 0 || command.runsAlone || !each.startsWith('-'),
  );
}

function valuesOf(
  option: OptionSpec | undefined,
  typed: string,
  paths: (typed: string) => readonly string[],
): readonly string[] {
  const known = option?.choices ?? option?.starts;
  if (known !== undefined) return known;
  return option?.file === true ? paths(typed) : [];
}

/** Options that can still be given. */
function optionWords(command: CommandSpec, given: readonly string[]): readonly string[] {
  const excluded = (command.oneOf ?? []).filter((group) =>
    group.some((each) => given.includes(each)),
  );
  return [...optionsOf(command), ...ownOptionsOf(command)]
    .filter(({ name, many }) => many === true || ![...given, ...excluded.flat()].includes(name))
    .map(({ name }) => `--${name}`);
}

function commonStart(words: readonly string[]): string {
  const [first = ''] = words;
  let length = first.length;
  for (const word of words) {
    while (!word.startsWith(first.slice(0, length))) length--;
  }
  const common = first.slice(0, length);
  // Never half of a character.
  return common.replace(/[\ud800-\udbff]$/, '');
}
