/**
 * yargs, set up from the definitions: it reads what the quick reader does not, names mistakes, and
 * writes help. It is a bundle of its own, for it takes long to load.
 */
import yargs, { type Argv } from 'yargs';
import { escapeUnsafe } from '../../printable.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { COMMON_OPTIONS, type CommandDefinition, type OptionDefinition } from '../command.ts';
import { CommandFailure } from '../command-failure.ts';
import { wrapText } from '../output/text-width.ts';
import { describeMistake, type Mistake } from './describe-mistake.ts';
import { type Arguments, missingValue } from './plain-arguments.ts';
import { assignPositionals } from './positional-arguments.ts';
import { tellOfHelp } from './refusals.ts';

/** Columns of what yargs writes when it reads words: nobody sees it as it is. */
const UNSEEN_COLUMNS = 80;

/**
 * Reads the words after a command's name.
 *
 * @throws Failure of kind `usage` that names the mistake
 */
export function readByYargs(definition: CommandDefinition, words: readonly string[]): Arguments {
  let mistake: Mistake | undefined;
  const parsed = declareOptions(newParser(UNSEEN_COLUMNS), definition)
    .fail((message, error) => {
      const told = message ?? error?.message ?? 'the command line makes no sense';
      mistake ??= describeMistake(told, definition);
    })
    .parseSync(joinStandardInput(definition, words)) as Record<string, unknown>;
  mistake = findUnknown(definition, parsed) ?? mistake;
  const behind = (parsed['--'] as string[] | undefined) ?? [];
  // Behind `--` stand another program's words, or names that begin with a dash (POSIX, XBD 12.2, guideline 10).
  const [rest, names] = definition.acceptsRest === true ? [behind, []] : [[], behind];
  // yargs would lose a `-` among its own positionals, so they are given out here.
  const found = [...(parsed['_'] as string[]), ...names];
  const assigned = assignPositionals(definition.positionals, found);
  mistake ??= findBadNumber(definition, parsed);
  if (mistake === undefined && !('mistake' in assigned)) {
    return { ...assigned.values, ...collectOptions(definition, parsed), '--': rest };
  }
  if ('mistake' in assigned) {
    const suggestion = suggestRepeat(definition, words, assigned.extra);
    mistake ??= { message: assigned.mistake, suggestion };
  }
  const { message = '', suggestion = '' } = mistake ?? {};
  throw new CommandFailure(
    'usage',
    escapeUnsafe(message),
    `${suggestion}${tellOfHelp(definition.path)}`,
  );
}

/** What a shell makes of `--log *.log`: a word behind the value of an option that is to be given for each. */
function suggestRepeat(
  definition: CommandDefinition,
  words: readonly string[],
  extra: string | undefined,
): string {
  const option = extra === undefined ? undefined : words[words.indexOf(extra) - 2];
  if (extra === undefined || option === undefined) return '';
  return listArrayOptions(definition).includes(option)
    ? `${option} stands before each: ${option} ${quotePath(extra)}; `
    : '';
}

function listArrayOptions(definition: CommandDefinition): readonly string[] {
  return Object.entries(allOptions(definition)).flatMap(([name, { array, alias }]) =>
    array === true ? [`--${name}`, ...(alias === undefined ? [] : [`-${alias}`])] : [],
  );
}

/** yargs takes a `-` behind an option of several values for an option: with a `=` it is a value. */
function joinStandardInput(definition: CommandDefinition, words: readonly string[]): string[] {
  const arrays = listArrayOptions(definition);
  const joined: string[] = [];
  for (const [at, word] of words.entries()) {
    if (word === '--') return [...joined, ...words.slice(at)];
    const before = joined.at(-1);
    if (word === '-' && before !== undefined && arrays.includes(before)) {
      joined[joined.length - 1] = `${before}=-`;
    } else {
      joined.push(word);
    }
  }
  return joined;
}

/** The help page of one command. */
export async function renderCommandHelp(
  definition: CommandDefinition,
  columns: number,
): Promise<string> {
  const usage = [`mofn ${definition.path}`, ...definition.positionals.map(positionalSyntax)];
  const parser = declareOptions(
    newParser(columns).usage(
      `${usage.join(' ')}\n\n${definition.summary}${
        definition.description === undefined ? '' : `\n\n${definition.description}`
      }`,
    ),
    definition,
  );
  for (const { name, describe } of definition.positionals) {
    parser.positional(name, { type: 'string', describe });
  }
  return `${await parser.getHelp()}\n${renderExamples(definition, columns)}`;
}

/** Not by yargs, which breaks a command into a narrow column: these are there to be copied. */
function renderExamples({ examples }: CommandDefinition, columns: number): string {
  if (examples.length === 0) return '';
  const entries = examples.map(
    ({ command, describe }) =>
      `${wrapComment(describe, columns)}\n  ${wrapCommand(command, columns)}\n`,
  );
  return `\nExamples:\n${entries.join('\n')}`;
}

function wrapComment(text: string, columns: number): string {
  const head = '  # ';
  return wrapText(text, columns - head.length, { indent: '' })
    .map((line) => `${head}${line}`)
    .join('\n');
}

/** A command over several lines, as a shell takes it. */
function wrapCommand(command: string, columns: number): string {
  const places = { start: 2, indent: '      ' };
  return wrapText(command, columns - ' \\'.length, places).join(' \\\n');
}

/** The help page of `mofn` itself or of a group of commands, as `mofn approval`. */
export async function renderGroupHelp(
  group: string,
  text: string,
  definitions: readonly CommandDefinition[],
  columns: number,
): Promise<string> {
  const parser = newParser(columns).usage(
    `mofn ${group === '' ? '' : `${group} `}COMMAND …\n\n${text}`,
  );
  for (const { path, summary } of definitions) parser.command(path, summary);
  if (group === '') parser.option('version', { type: 'boolean', describe: 'print the version' });
  return `${await parser.getHelp()}\n`;
}

function newParser(columns: number): Argv {
  return yargs([])
    .scriptName('mofn')
    .locale('en')
    .exitProcess(false)
    .version(false)
    .help(false)
    .strictOptions()
    .wrap(columns)
    .showHelpOnFail(false)
    .parserConfiguration({
      'camel-case-expansion': false,
      'boolean-negation': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
    })
    .option('help', { type: 'boolean', alias: 'h', describe: 'print this help' });
}

function positionalSyntax(positional: CommandDefinition['positionals'][number]): string {
  const name = positional.variadic === true ? `${positional.name}..` : positional.name;
  return positional.required === true ? `<${name}>` : `[${name}]`;
}

function declareOptions(argv: Argv, definition: CommandDefinition): Argv {
  for (const [name, option] of Object.entries(allOptions(definition))) {
    const { choices, demandOption, array, type, completes: _, ...rest } = option;
    argv.option(name, {
      ...rest,
      type: type ?? 'string',
      ...(choices === undefined ? {} : { choices: [...choices] }),
      ...(demandOption === true ? { demandOption } : {}),
      ...(array === true ? { array } : {}),
      ...(type === 'boolean' || array === true ? {} : { nargs: 1 }),
      ...(type === 'boolean' ? {} : { requiresArg: true }),
    });
  }
  return argv;
}

function allOptions(definition: CommandDefinition): Readonly<Record<string, OptionDefinition>> {
  return { ...definition.options, ...COMMON_OPTIONS };
}

/** What yargs says first of an option that there is not is that another, which may have been meant, is missing. */
function findUnknown(
  definition: CommandDefinition,
  parsed: Readonly<Record<string, unknown>>,
): Mistake | undefined {
  const options = Object.entries(allOptions(definition));
  const known = options.flatMap(([name, { alias }]) => [name, alias ?? name]);
  const own = [...known, '_', '--', '$0', 'help', 'h'];
  const unknown = Object.keys(parsed).filter((name) => !own.includes(name));
  if (unknown.length === 0) return undefined;
  return describeMistake(`Unknown arguments: ${unknown.join(', ')}`, definition);
}

function findBadNumber(
  definition: CommandDefinition,
  parsed: Readonly<Record<string, unknown>>,
): Mistake | undefined {
  for (const [name, option] of Object.entries(allOptions(definition))) {
    if (option.type !== 'number' || parsed[name] === undefined) continue;
    const values = [parsed[name]].flat();
    if (values.some((value) => !Number.isFinite(value))) {
      return { message: `--${name} takes a number`, suggestion: '' };
    }
  }
  return undefined;
}

function collectOptions(
  definition: CommandDefinition,
  parsed: Readonly<Record<string, unknown>>,
): Arguments {
  const result: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(allOptions(definition))) {
    const value = parsed[name] ?? missingValue(option);
    // Of an option that takes one value the last counts, as in most tools.
    result[name] = option.array !== true && Array.isArray(value) ? value.at(-1) : value;
  }
  return result;
}
