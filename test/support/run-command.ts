/**
 * Runs a command of mofn in this process, with streams of memory. What it answers in JSON is held to the schema
 * of its answer.
 */

import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import type { World } from '../../src/cli/context.ts';
import { type HelpPages, renderHelpPages } from '../../src/cli/help.ts';
import { main } from '../../src/cli/main.ts';
import { checkAnswers } from './answer-schema.ts';

export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as bytes. */
  readonly bytes: Buffer;
}

export interface RunOptions {
  /** A function gives the pieces when they are read. */
  readonly stdin?: string | Uint8Array | (() => AsyncIterable<Uint8Array>);
  /** The process's own descriptor behind standard input. */
  readonly descriptor?: number;
  /** What standard output throws when it is written. */
  readonly stdoutFails?: Error;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Milliseconds since 1970; the real time without it. */
  readonly now?: number;
  /** Of the terminals; 80 without it. */
  readonly columns?: number;
  /** Which streams are terminals; none without it. */
  readonly terminals?: {
    readonly stdin?: boolean;
    readonly stdout?: boolean;
    readonly stderr?: boolean;
  };
}

/**
 * @example
 * const { code, stdout } = await runCommand(['approval', 'lint', 'a.txt'], { cwd: folder });
 */
export async function runCommand(
  argv: readonly string[],
  options: RunOptions = {},
): Promise<CommandRun> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const { terminals = {} } = options;
  const output = (pieces: Buffer[], isTTY: boolean, fails?: Error) => ({
    isTTY,
    columns: options.columns ?? 80,
    write: (data: string | Uint8Array) => {
      if (fails !== undefined) throw fails;
      pieces.push(Buffer.from(data as Uint8Array));
    },
  });
  const world: World = {
    stdin: {
      isTTY: terminals.stdin ?? false,
      ...(options.descriptor === undefined ? {} : { descriptor: options.descriptor }),
      async *pieces() {
        const { stdin = '' } = options;
        if (typeof stdin === 'function') yield* stdin();
        else yield Buffer.from(stdin as Uint8Array);
      },
    },
    stdout: output(stdout, terminals.stdout ?? false, options.stdoutFails),
    stderr: output(stderr, terminals.stderr ?? false),
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    now: () => options.now ?? Date.now(),
  };
  const pages = argv.some((word) => HELP.includes(word)) ? await renderOnce() : undefined;
  const code = await main(argv, world, {
    version: '0.0.0-test',
    helpPages: () => pages,
    definitions: () => DEFINITIONS,
    completionTable: () => undefined,
  });
  const bytes = Buffer.concat(stdout);
  checkAnswers(findPath(argv), argv, bytes.toString());
  return { code, stdout: bytes.toString(), stderr: Buffer.concat(stderr).toString(), bytes };
}

/** The words that name the command of a command line; the most, where one begins as another does. */
function findPath(argv: readonly string[]): string {
  const paths = DEFINITIONS.map(({ path }) => path).filter((path) =>
    path.split(' ').every((word, at) => argv[at] === word),
  );
  return paths.sort((one, other) => other.length - one.length)[0] ?? '';
}

const HELP = ['help', '-h', '--help'];
let rendered: Promise<HelpPages> | undefined;

/** The pages of help, which the build makes for the installed program. */
function renderOnce(): Promise<HelpPages> {
  rendered ??= renderHelpPages(DEFINITIONS);
  return rendered;
}
