/**
 * The words of a command line, as clap 4.5 reads and judges them (its `parser/parser.rs` and
 * `parser/validator.rs`): each level of subcommands takes its own options, the deepest is judged first.
 */
import {
  type CommandSpec,
  findSubcommand,
  HELP,
  type OptionSpec,
  optionsOf,
  ownOptionsOf,
  VERSION,
} from './command-spec.ts';
import { judgeOptions } from './judge-options.ts';
import { parseValue } from './parse-value.ts';
import { Ended, type Parsing, type UsageReason } from './parsing.ts';
import { renderHelp, renderHelpOfHelp, renderVersion } from './render-help.ts';
import * as errors from './usage-error.ts';
import { type PlacedCommand, placeBelow, placeRoot, usageLine } from './usage-line.ts';

export type { Parsing, UsageReason } from './parsing.ts';

/**
 * Reads a command line.
 *
 * @param root all commands are below it
 * @param words without the program's name
 * @param program its name, as usage lines begin; empty where commands stand alone, as in a shell
 * @returns any words end in one of the three
 * @example
 * const root = { name: 'hsm', about: 'An HSM', subcommands: [{ name: 'logout', about: 'Log out' }] };
 * parseCommand(root, ['logout', '--help'], 'hsm').kind; // 'help'
 */
export function parseCommand(
  root: CommandSpec,
  words: readonly string[],
  program: string,
): Parsing {
  try {
    const levels = new Level(placeRoot(root, program)).read(words);
    const values = new Map(levels.flatMap((each) => [...each.values]));
    return {
      kind: 'command',
      command: {
        path: levels.at(-1)?.placed.path ?? [],
        values,
        holdsSecret: levels.some((each) => each.holdsSecret),
      },
    };
  } catch (thrown) {
    if (thrown instanceof Ended) return thrown.parsing;
    throw thrown;
  }
}

type Value = string | number | true | readonly string[];

/** A command, while the words that belong to it are read. */
class Level {
  readonly placed: PlacedCommand;
  /** In the order in which the options were first given. */
  readonly values = new Map<string, Value>();
  readonly #options: readonly OptionSpec[];
  /** An option whose values are still to come, and those that have. */
  #pending: { readonly option: OptionSpec; readonly words: string[] } | undefined;
  /** Whether the next word is a value of it, if it is no option. */
  #takesNext = false;

  constructor(placed: PlacedCommand) {
    this.placed = placed;
    this.#options = optionsOf(placed.command);
  }

  get holdsSecret(): boolean {
    return this.#options.some(({ name, secret }) => secret === true && this.values.has(name));
  }

  /** @returns this command and those below it that the words lead to */
  read(words: readonly string[]): readonly Level[] {
    let isAfterDashes = false;
    let below: readonly Level[] = [];
    for (const [place, word] of words.entries()) {
      if (isAfterDashes) this.#failAtWord(word, true);
      const subcommand = this.#takesNext ? undefined : this.#findSubcommand(word);
      if (subcommand === 'help') this.#help(words.slice(place + 1));
      if (subcommand !== undefined) {
        below = new Level(placeBelow(this.placed, subcommand)).read(words.slice(place + 1));
        break;
      }
      if (word === '--') isAfterDashes = true;
      else if (word.startsWith('--')) this.#readLong(word, () => words.slice(place + 1));
      else if (word.startsWith('-') && word !== '-') this.#readShort(word);
      else if (this.#takesNext) this.#takeValue(word);
      else this.#failAtWord(word, false);
    }
    this.#finish();
    const problem = judgeOptions(this.placed, this.#given(), below.length > 0);
    if (problem !== undefined) this.#fail(problem);
    return [this, ...below];
  }

  #findSubcommand(word: string): CommandSpec | 'help' | undefined {
    const { command } = this.placed;
    if (command.subcommands === undefined) return undefined;
    return word === 'help' ? 'help' : findSubcommand(command, word);
  }

  #help(topic: readonly string[]): never {
    let { placed } = this;
    for (const word of topic) {
      if (word === 'help' && placed.command.subcommands !== undefined) {
        this.#show(renderHelpOfHelp(placed));
      }
      const found = findSubcommand(placed.command, word);
      if (found === undefined) {
        this.#fail(errors.unknownHelpTopic(placed, word), errors.unknownCommand(placed, word));
      }
      placed = placeBelow(placed, found);
    }
    this.#show(renderHelp(placed, 'long'));
  }

  #readLong(word: string, rest: () => readonly string[]): void {
    const [, name = '', attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const option = [...this.#options, ...ownOptionsOf(this.placed.command)].find(
      (each) => each.name === name,
    );
    if (option === undefined) {
      this.#failAfterPending(() => errors.unknownLong(this.placed, name, this.#given(), rest()));
    }
    if (option.value === undefined) {
      if (attached !== undefined) {
        this.#failAfterPending(() =>
          errors.valueOfFlag(this.placed, option, attached, this.#given()),
        );
      }
      this.#finish();
      if (option === HELP) this.#show(renderHelp(this.placed, 'long'));
      if (option === VERSION) this.#show(renderVersion(this.placed.command));
      this.#put(option, []);
      return;
    }
    this.#finish();
    this.#pending = { option, words: attached === undefined ? [] : [attached] };
    this.#takesNext = attached === undefined;
    if (attached !== undefined) this.#finish();
  }

  #readShort(word: string): void {
    const { placed } = this;
    for (const letter of Array.from(word).slice(1)) {
      const flag = this.#options.find(({ short }) => short === letter);
      const isVersion = letter === 'V' && placed.command.version !== undefined;
      if (flag === undefined && letter !== 'h' && !isVersion) {
        this.#failAfterPending(() => errors.unknownShort(placed, letter));
      }
      this.#finish();
      if (flag === undefined) {
        this.#show(isVersion ? renderVersion(placed.command) : renderHelp(placed, 'short'));
      }
      this.#put(flag, []);
    }
  }

  #takeValue(word: string): void {
    this.#pending?.words.push(word);
    this.#takesNext = this.#pending?.option.many === true;
  }

  /** Judges and keeps the option whose values have been read. */
  #finish(): void {
    const pending = this.#pending;
    this.#pending = undefined;
    this.#takesNext = false;
    if (pending !== undefined) this.#put(pending.option, pending.words);
  }

  #put(option: OptionSpec, words: readonly string[]): void {
    const { name, value, many } = option;
    if (value !== undefined && many !== true && words.length === 0) {
      this.#fail(errors.missingValue(option));
    }
    const before = this.values.get(name);
    if (before !== undefined && many !== true) this.#fail(errors.givenTwice(this.placed, option));
    if (value === undefined) {
      this.values.set(name, true);
      return;
    }
    const parsed = words.map((word) => {
      const result = parseValue(option, word);
      if ('error' in result) this.#fail(result.error);
      return result.value;
    });
    if (many === true) {
      const earlier = Array.isArray(before) ? before : [];
      this.values.set(name, [...earlier, ...parsed.map(String)]);
    } else this.values.set(name, parsed[0] ?? '');
  }

  #given(): readonly string[] {
    return [...this.values.keys()];
  }

  #show(text: string): never {
    throw new Ended({ kind: 'help', text });
  }

  #failAtWord(word: string, isAfterDashes: boolean): never {
    const reason = errors.unknownCommand(this.placed, word);
    return this.#failAfterPending(
      () => errors.unexpectedWord(this.placed, word, isAfterDashes),
      this.placed.command.subcommands === undefined ? undefined : reason,
    );
  }

  #fail(text: string, reason?: UsageReason): never {
    const { path } = this.placed;
    throw new Ended({ kind: 'error', text, path, reason: reason ?? this.#wrongWords() });
  }

  #wrongWords(): UsageReason {
    return { code: 'wrong-words', syntax: usageLine(this.placed).replace('Usage: ', '') };
  }

  /** Clap keeps what was pending before it says what is wrong, and overlooks what is wrong with that. */
  #failAfterPending(error: () => string, reason?: UsageReason): never {
    try {
      this.#finish();
    } catch (thrown) {
      if (!(thrown instanceof Ended)) throw thrown;
    }
    return this.#fail(error(), reason);
  }
}
