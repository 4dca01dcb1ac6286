/**
 * The command line as a function of its words and its world.
 */

import { readArguments } from './arguments/read-arguments.ts';
import type { CommandDefinition } from './command.ts';
import { CommandFailure } from './command-failure.ts';
import { COMMANDS, type Command } from './commands/index.ts';
import type { CompletionTable } from './completion/completion-table.ts';
import type { Context, StreamError, World } from './context.ts';
import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import type { HelpPages } from './help.ts';
import { createContext } from './output/create-printer.ts';
import { describeThrown, type ToldFailure } from './output/describe-thrown.ts';
import { showFailure } from './output/show-failure.ts';
import { MADE_COLUMNS, pageWidth } from './output/text-width.ts';
import { isReplaced } from './replaced.ts';
import { ASK_FOR_COMPLETION } from './shells.ts';

/** What the program knows of itself, of which the build makes all but the version. */
export interface Program {
  readonly version: string;
  readonly helpPages: () => HelpPages | undefined;
  /** Of all commands, in the order of help. */
  readonly definitions: () => readonly CommandDefinition[];
  /** Words that a Tab offers, where they are made already. */
  readonly completionTable: () => CompletionTable | undefined;
}

/**
 * Runs one command.
 *
 * @param argv the words after the program's name
 * @returns the exit code (exit-codes.ts); nothing is thrown
 * @example
 * process.exitCode = await main(['approval', 'lint', 'approval.txt'], processContext(), program);
 */
export async function main(
  argv: readonly string[],
  world: World,
  program: Program,
): Promise<number> {
  if (argv[0] === ASK_FOR_COMPLETION) {
    const { answerShell } = await import('./completion/answer-shell.ts');
    return answerShell(argv.slice(1), world, program);
  }
  const context = await createContext(world);
  try {
    return await dispatch(argv, world, context, program);
  } catch (thrown) {
    return await report(thrown, context, program);
  }
}

async function dispatch(
  argv: readonly string[],
  world: World,
  context: Context,
  program: Program,
): Promise<number> {
  const command = findCommand(argv);
  if (command === undefined) return answerWithoutCommand(argv, world, context, program);
  return runCommand(command, argv.slice(command.path.split(' ').length), world, context, program);
}

/** @param words those behind the command's own */
async function runCommand(
  { path, load }: Command,
  words: readonly string[],
  world: World,
  context: Context,
  program: Program,
): Promise<number> {
  // Its module, which may be large, is not needed for help. Where there is no page, it has help of its own.
  if (asksForHelp(words) && (await showHelp(path, context, program))) return EXIT_CODES.done.code;
  const command = await load();
  if ('runRaw' in command) return command.runRaw(words, world);
  return command.run(await readArguments(command.definition, words), context);
}

/** The command whose words the command line begins with; the longest, where several do. */
function findCommand(argv: readonly string[]): Command | undefined {
  let found: Command | undefined;
  for (const command of COMMANDS) {
    const { path } = command;
    const longer = found === undefined || path.length > found.path.length;
    if (longer && path.split(' ').every((word, at) => argv[at] === word)) found = command;
  }
  return found;
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const own = end === -1 ? words : words.slice(0, end);
  return own.includes('--help') || own.includes('-h');
}

async function answerWithoutCommand(
  argv: readonly string[],
  world: World,
  context: Context,
  program: Program,
): Promise<number> {
  const [first = '', second] = argv;
  if (first === '--version' || first === 'version') {
    context.stdout.printLine(program.version);
    return EXIT_CODES.done.code;
  }
  const { isGroup } = await import('./help.ts');
  const group = first === 'help' ? argv.slice(1).join(' ') : isGroup(first) ? first : '';
  const command = first === 'help' ? findCommand(argv.slice(1)) : undefined;
  if (command !== undefined) return runCommand(command, ['--help'], world, context, program);
  if (first === 'help' || asksForHelp(argv)) {
    await showHelp(isGroup(group) ? group : '', context, program);
    return EXIT_CODES.done.code;
  }
  throw await noSuchCommand(group, group === '' ? first : (second ?? ''));
}

/** @param group the words before the wrong one: `approval`, or none */
async function noSuchCommand(group: string, wrong: string): Promise<CommandFailure> {
  const place = group === '' ? 'mofn' : `mofn ${group}`;
  if (wrong === '') {
    return new CommandFailure('usage', `${place} needs a command`, `${place} --help lists them`);
  }
  const { suggest } = await import('./output/suggest.ts');
  if (wrong.startsWith('-')) {
    const known = group === '' ? ['--help', '--version'] : ['--help'];
    return new CommandFailure(
      'usage',
      `${place} has no option "${wrong}" before a command`,
      `${suggest(wrong, known)}options stand behind the command, and ${place} --help lists the commands`,
    );
  }
  const known = COMMANDS.flatMap(({ path }) => {
    const [noun = '', verb] = path.split(' ');
    return group === '' ? [noun] : noun === group && verb !== undefined ? [verb] : [];
  });
  return new CommandFailure(
    'usage',
    `${place} has no command "${wrong}"`,
    `${suggest(wrong, group === '' ? [...known, 'help', 'version'] : known)}${place} --help lists them`,
  );
}

/** @returns whether there is such a page */
async function showHelp(path: string, context: Context, program: Program): Promise<boolean> {
  const columns = pageWidth(context.stdout, context.env);
  const made = columns === MADE_COLUMNS ? program.helpPages() : undefined;
  const pages =
    made ?? (await (await import('./help.ts')).renderHelpPages(program.definitions(), columns));
  const page = pages[path];
  if (page !== undefined) context.stdout.writeData(page);
  return page !== undefined;
}

/** Tells what was thrown; where even that cannot be written, the exit code stays. */
async function report(thrown: unknown, context: Context, { version }: Program): Promise<number> {
  const failure = await explain(thrown, context);
  try {
    if (failure.message !== undefined) showFailure(failure.message, failure.hint, context);
    if (failure.stack !== undefined) {
      context.stderr.printLines([`mofn ${version}`, ...failure.stack.split('\n')]);
    }
  } catch (error) {
    if (!isStreamError(error)) throw error;
  }
  return failure.code;
}

interface Explained {
  readonly code: number;
  /** Nothing is said without one. */
  readonly message?: string | readonly string[];
  readonly hint?: string | undefined;
  readonly stack?: string | undefined;
}

async function explain(thrown: unknown, context: Context): Promise<Explained> {
  if (isReplaced(thrown)) {
    const { code } = EXIT_CODES.file;
    return { code, message: thrown.message, hint: 'start it again' };
  }
  let told: ToldFailure | undefined;
  try {
    told = await describeThrown(thrown, context);
  } catch (error) {
    // Its words are gone with the rest.
    if (isReplaced(error)) return explain(error, context);
    throw error;
  }
  if (told !== undefined) {
    return { code: exitCodeOf(told.kind), message: told.lines, hint: told.hint };
  }
  if (isStreamError(thrown)) {
    const { code } = EXIT_CODES.file;
    // Whoever read the output has gone, as `head` does. That is nobody's mistake and needs no words,
    // but what was not read to its end is no yes either: lint would have had errors to tell of.
    if (thrown.code === 'EPIPE') return { code };
    const { systemReason } = await import('./input/read-file.ts');
    const isInput = thrown.stream === 'standard input';
    return {
      code,
      message: `cannot ${isInput ? 'read' : 'write to'} ${thrown.stream}: ${systemReason(thrown)}`,
      hint: isInput
        ? 'see what is behind < or | on the command line'
        : 'see what is behind > or | on the command line',
    };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    code: EXIT_CODES.bug.code,
    message: `a bug in mofn: ${error.message}`,
    hint: 'please report it, with the command line and this:',
    stack: error.stack,
  };
}

function isStreamError(thrown: unknown): thrown is StreamError {
  return thrown instanceof Error && 'stream' in thrown;
}
