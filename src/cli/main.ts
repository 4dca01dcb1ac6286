/**
 * The command line as a function of its words and its world.
 */
import { isFailure } from '../failure.ts';
import { escapeUnsafe } from '../printable.ts';
import type { CommandDefinition } from './command.ts';
import type { Context } from './context.ts';
import { DEFINITIONS } from './definitions/index.ts';
import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import type { HelpPages } from './help.ts';
import { type Arguments, readPlainArguments } from './plain-arguments.ts';
import { showFailure } from './show-failure.ts';

/** What the program knows of itself: its version, and its help pages where they are made already. */
export interface Program {
  readonly version: string;
  readonly helpPages: () => HelpPages | undefined;
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
  context: Context,
  program: Program,
): Promise<number> {
  try {
    return await dispatch(argv, context, program);
  } catch (thrown) {
    return await report(thrown, context);
  }
}

async function dispatch(
  argv: readonly string[],
  context: Context,
  program: Program,
): Promise<number> {
  const definition = findCommand(argv);
  if (definition === undefined) return answerWithoutCommand(argv, context, program);
  const words = argv.slice(definition.path.split(' ').length);
  if (definition.raw === true) {
    const { runRaw } = await definition.load();
    if (runRaw === undefined) throw new Error(`${definition.path} has no runRaw`);
    return runRaw(words, context);
  }
  if (asksForHelp(words)) return showHelp(definition.path, context, program);
  const args: Arguments =
    readPlainArguments(definition, words) ??
    (await import('./yargs-arguments.ts')).readArguments(definition, words);
  const { run } = await definition.load();
  if (run === undefined) throw new Error(`${definition.path} has no run`);
  return run(args, context);
}

/** The command whose words the command line begins with; the longest, where several do. */
function findCommand(argv: readonly string[]): CommandDefinition | undefined {
  let found: CommandDefinition | undefined;
  for (const definition of DEFINITIONS) {
    const words = definition.path.split(' ');
    const longer = found === undefined || definition.path.length > found.path.length;
    if (longer && words.every((word, at) => argv[at] === word)) found = definition;
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
  context: Context,
  program: Program,
): Promise<number> {
  const [first = '', second] = argv;
  if (first === '--version') {
    context.stdout.write(`${program.version}\n`);
    return EXIT_CODES.done.code;
  }
  const { isGroup } = await import('./help.ts');
  const group = first === 'help' ? argv.slice(1).join(' ') : isGroup(first) ? first : '';
  const definition = first === 'help' ? findCommand(argv.slice(1)) : undefined;
  if (definition !== undefined) return showHelp(definition.path, context, program);
  if (first === 'help' || asksForHelp(argv)) {
    return showHelp(isGroup(group) ? group : '', context, program);
  }
  const wrong = group === '' ? first : (second ?? '');
  const place = group === '' ? 'mofn' : `mofn ${group}`;
  const what =
    wrong === '' ? `${place} needs a command` : `${place} has no command "${escapeUnsafe(wrong)}"`;
  await showFailure(what, `${place} --help lists them`, context);
  return EXIT_CODES.usage.code;
}

async function showHelp(path: string, context: Context, program: Program): Promise<number> {
  const made = program.helpPages();
  const pages = made ?? (await (await import('./help.ts')).renderHelpPages(DEFINITIONS));
  context.stdout.write(pages[path] ?? '');
  return EXIT_CODES.done.code;
}

async function report(thrown: unknown, context: Context): Promise<number> {
  if (isFailure(thrown)) {
    await showFailure(thrown.message, thrown.hint, context);
    return exitCodeOf(thrown.kind);
  }
  if ((thrown as NodeJS.ErrnoException | null)?.code === 'EPIPE') {
    // Whoever read our output has gone, as `head` does: that is no mistake of anybody's.
    return EXIT_CODES.done.code;
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  await showFailure(
    `a bug in mofn: ${error.message}`,
    'please report it, with the command line and this:',
    context,
  );
  context.stderr.write(`${error.stack ?? ''}\n`);
  return EXIT_CODES.bug.code;
}
