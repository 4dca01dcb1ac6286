/**
 * What a command is: data. yargs is set up from it (yargs-arguments.ts), the quick reader of plain
 * command lines works from it (plain-arguments.ts), both refuse by its table what makes no sense
 * together (refusals.ts), and help is made from it (help.ts), so no two of them can disagree.
 *
 * To add a command:
 *  1. `commands/<noun>/<verb>/definition.ts` exports one `defineCommand({…})`. Help and completion read
 *     those of all commands, so it imports nothing heavy.
 *  2. `run.ts` beside it exports `run(args, context)`, and the definition as `definition`; it is loaded
 *     only when its command runs. Type `args` as `ArgumentsOf<typeof …>` of the definition.
 *  3. A line in `commands/index.ts` names it, which every start reads, and `commands/definitions.ts` lists
 *     what it is.
 * Every dynamic `import()` of a file of ours becomes a bundle of its own, read only when it is reached:
 * put what is large behind one.
 */
import type { Context, World } from './context.ts';
import type { ValueKind } from './value-kinds.ts';

/** An option, `--name`; the words are those of yargs. Without `type` it is a string. */
export interface OptionDefinition {
  readonly describe: string;
  readonly type?: 'string' | 'boolean' | 'number';
  /** One letter. */
  readonly alias?: string;
  /** May be given several times; each takes one value. */
  readonly array?: boolean;
  readonly choices?: readonly string[];
  /** What kind of value it takes, for completion: of one without choices that takes any but a number. */
  readonly completes?: ValueKind;
  readonly default?: string | number | boolean;
  readonly demandOption?: boolean;
  /** Left out of help. */
  readonly hidden?: boolean;
}

/** A word of the command line that is no option. */
export interface PositionalDefinition {
  readonly name: string;
  readonly describe: string;
  /** What kind of value it is, for completion. */
  readonly completes: ValueKind;
  readonly required?: boolean;
  /** Takes all words that are left; only the last positional may. */
  readonly variadic?: boolean;
}

/**
 * What makes no sense of a command's arguments: it is refused where all that a row names holds. A boolean
 * is given where it is true, an argument of several values where it has one.
 */
export interface Refusal {
  /** All of these are given. */
  readonly given?: readonly string[];
  /** None of these is. */
  readonly missing?: readonly string[];
  /** Each of these has more values than one. */
  readonly several?: readonly string[];
  /** Each of these is standard input, `-`, or has it among its values. */
  readonly stdin?: readonly string[];
  /** Standard input is named more than once by these together: it can be read only once. */
  readonly stdinTwice?: readonly string[];
  /** These have the same value. */
  readonly same?: readonly string[];
  /** Each of these has another value than this one. */
  readonly not?: Readonly<Record<string, string>>;
  /** `{name}` becomes the value of an argument, or the number of its values. */
  readonly message: string;
  /** As `message`, with values as a shell takes them. */
  readonly hint?: string;
}

/** Of commands that read several files, any of which may be standard input. */
export function stdinOnce(...files: readonly string[]): Refusal {
  return {
    stdinTwice: files,
    message: 'standard input can be read only once',
    hint: 'name - once',
  };
}

/**
 * An example for help. Each is run by a test, in a folder that test/cli/examples.long.test.ts prepares.
 */
export interface Example {
  readonly command: string;
  readonly describe: string;
}

/** Options that every command has. */
export const COMMON_OPTIONS = {
  quiet: { type: 'boolean', describe: 'print no notes and warnings', alias: 'q' },
} as const satisfies Record<string, OptionDefinition>;

/** Option of every command that answers. */
export const JSON_OPTION = {
  json: { type: 'boolean', describe: 'answer as one JSON object' },
} as const satisfies Record<string, OptionDefinition>;

/** Option of every command that writes a file where one may be already. */
export const FORCE_OPTION = {
  force: { type: 'boolean', describe: 'replace files that exist', alias: 'f' },
} as const satisfies Record<string, OptionDefinition>;

export interface CommandDefinition {
  /** The words that name it, as `approval lint`. */
  readonly path: string;
  readonly summary: string;
  /** More for its own help page, which breaks its lines: `\n` only between paragraphs or in a list. */
  readonly description?: string;
  readonly positionals: readonly PositionalDefinition[];
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** Options that it once had, by their names, and what took their place; said to whoever types one. */
  readonly gone?: Readonly<Record<string, string>>;
  /** Options that other commands have, by their names, and what this one has for them. */
  readonly instead?: Readonly<Record<string, string>>;
  /** In the order in which they are looked at. */
  readonly refusals?: readonly Refusal[];
  readonly examples: readonly Example[];
  /** Everything after `--` is handed over as `args['--']`. */
  readonly acceptsRest?: boolean;
  /** The command reads its own words and writes to the streams as they are, as another tool does. */
  readonly raw?: boolean;
}

/** What each `run.ts` exports: `run` for most, `runRaw` where the definition is `raw`. */
export type CommandModule = { readonly definition: CommandDefinition } & (
  | {
      // biome-ignore lint/suspicious/noExplicitAny: each command's arguments have their own type
      readonly run: (args: any, context: Context) => Promise<number>;
    }
  | { readonly runRaw: (argv: readonly string[], world: World) => Promise<number> }
);

type ValueOf<O extends OptionDefinition> = O extends { type: 'boolean' }
  ? boolean
  : O extends { type: 'number'; array: true }
    ? readonly number[]
    : O extends { array: true }
      ? readonly string[]
      : O extends { type: 'number' }
        ? Given<O, number>
        : O extends { choices: readonly (infer Choice)[] }
          ? Given<O, Choice>
          : Given<O, string>;

type Given<O extends OptionDefinition, T> = O extends { demandOption: true }
  ? T
  : O extends { default: string | number }
    ? T
    : T | undefined;

type PositionalOf<P extends PositionalDefinition> = P extends { variadic: true }
  ? readonly string[]
  : P extends { required: true }
    ? string
    : string | undefined;

/**
 * The type of a command's arguments: each option by its name (booleans are always there, arrays may be
 * empty), each positional by its name, `--` where the command accepts a rest.
 */
export type ArgumentsOf<D extends CommandDefinition> = {
  readonly [K in keyof D['options']]: ValueOf<D['options'][K]>;
} & {
  readonly [P in D['positionals'][number] as P['name']]: PositionalOf<P>;
} & { readonly quiet: boolean; readonly '--': readonly string[] };

/** Checks a definition and keeps its literal types, from which {@link ArgumentsOf} works. */
export function defineCommand<const D extends CommandDefinition>(definition: D): D {
  return definition;
}
