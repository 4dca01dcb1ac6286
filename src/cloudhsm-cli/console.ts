/**
 * The newer command line of a cluster: `cloudhsm-cli`, as a class.
 */
import { resolve } from 'node:path';

import { OneAtATime } from '../console/one-at-a-time.ts';
import { Sessions } from '../console/sessions.ts';
import { Waits } from '../console/waits.ts';
import type { ClusterConnection } from '../hsm/protocol.ts';
import { completePath } from '../node/complete-path.ts';
import type { ConsoleFiles } from '../node/console-files.ts';
import { nodeFiles } from '../node/node-files.ts';
import type {
  ConsoleInput,
  ConsoleOutput,
  ConsoleTerminal,
  LineReader,
} from '../terminal/line-reader.ts';
import { openLines } from '../terminal/open-lines.ts';
import { INTERACTIVE, readCommandLine } from './command-line.ts';
import { CommandRunner } from './command-runner.ts';
import { specsOf } from './commands/index.ts';
import { type EditionTexts, textsOf } from './editions.ts';
import { type Environment, readCredentials } from './environment.ts';
import type { ParsedCommand } from './grammar/command-spec.ts';
import { logIn } from './log-in.ts';
import { CommandQuestions } from './questions.ts';

const PROMPT = 'aws-cloudhsm > ';

/** What `cloudhsm-cli` works with. */
export interface CloudhsmCliOptions {
  readonly cluster: ClusterConnection;
  /** Where lines and answers come from. It is read only as far as they are asked for. */
  readonly input: ConsoleInput;
  /** Where answers and help go; prompts come without a newline. */
  readonly output: ConsoleOutput;
  /** Where errors of usage go. */
  readonly errors: ConsoleOutput;
  /** Where input is a terminal: lines are echoed and edited, and passwords are not shown. */
  readonly terminal?: ConsoleTerminal;
  /** Where the paths of files start; without it, the process's working directory. */
  readonly directory?: string;
  /** How files are reached; without it, those of this machine. */
  readonly files?: ConsoleFiles;
  /** Who single commands log in as. */
  readonly credentials?: Environment;
}

/** How a process ends: all went well; an answer tells an error; the command line is written otherwise. */
export type CliExit = 0 | 1 | 2;

/**
 * A run of `cloudhsm-cli`, for a process's own streams or for a test's: one command, or a shell for many.
 *
 * @example
 * const cli = new CloudhsmCli({ cluster, input: process.stdin, output: process.stdout, errors: process.stderr });
 * process.exitCode = await cli.runCommand(['user', 'list']);
 */
export class CloudhsmCli {
  readonly #options: CloudhsmCliOptions;
  readonly #edition: EditionTexts;
  readonly #lines: LineReader;
  readonly #ask: CommandQuestions;
  readonly #sessions: Sessions = new Sessions();
  /** Where paths start; null where the files are not this machine's. */
  readonly #folder: string | null;
  #waits: Waits | undefined;
  readonly #turns: OneAtATime = new OneAtATime();
  #isOver = false;

  constructor(options: CloudhsmCliOptions) {
    const { cluster, input, output, terminal, files, directory } = options;
    this.#options = options;
    this.#edition = textsOf(cluster.sdk5);
    this.#lines = openLines(input, output, terminal);
    this.#ask = new CommandQuestions(this.#lines, output);
    this.#folder = files === undefined ? resolve(directory ?? process.cwd()) : null;
  }

  /**
   * Runs what the words behind `cloudhsm-cli` say: a command, `interactive`, or help. A command that needs it
   * logs in first, and every one logs out in the end.
   *
   * @throws Failure `console-busy` where it runs already; `console-closed` where it did; of kind `state` where
   *   the cluster is damaged or gone
   */
  runCommand(words: readonly string[]): Promise<CliExit> {
    return this.#once(async () => {
      const parsing = readCommandLine(words, this.#options.cluster.sdk5);
      if (parsing.kind === 'help') {
        this.#options.output.write(parsing.text);
        return 0;
      }
      if (parsing.kind === 'error') {
        this.#options.errors.write(parsing.text);
        this.#begin('sdk5-command').note(parsing.path.join(' ') || null, parsing.reason);
        return 2;
      }
      const { command } = parsing;
      return command.path[0] === INTERACTIVE ? this.#converse(command) : this.#single(command);
    });
  }

  /**
   * Runs commands at a prompt, until `quit` or the end of input.
   *
   * @throws Failure as {@link runCommand} does
   */
  runInteractive(): Promise<CliExit> {
    return this.runCommand([INTERACTIVE]);
  }

  /** Whether Ctrl-C was typed inside a command, or while a server let wait. */
  get interrupted(): boolean {
    return this.#ask.interrupted || this.#waits?.interrupted === true;
  }

  /** Calls off what runs, as the end of input does, and waits until it has logged out. */
  async close(): Promise<void> {
    this.#isOver = true;
    this.#waits?.end();
    this.#lines.end();
    await this.#turns.waitForEnd();
    await this.#lines.close();
  }

  /** Closes it, as `await using` does. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #once(work: () => Promise<CliExit>): Promise<CliExit> {
    return this.#turns.run(this.#isOver, async () => {
      try {
        return await work();
      } finally {
        this.#isOver = true;
        await this.#leave();
      }
    });
  }

  async #leave(): Promise<void> {
    try {
      this.#waits?.end();
      await this.#sessions.endAll();
    } finally {
      await this.#lines.close();
    }
  }

  /** At a prompt Ctrl-C is typed; elsewhere it is a signal to the process. */
  #begin(client: 'sdk5' | 'sdk5-command'): CommandRunner {
    const lines = client === 'sdk5' ? this.#lines : { watch: () => () => undefined };
    const waits = new Waits(lines, client);
    this.#waits = waits;
    const { cluster, output, files = nodeFiles(this.#folder ?? '') } = this.#options;
    return new CommandRunner({
      cluster,
      servers: cluster.servers.map((server, index) => waits.waitFor(server, index)),
      edition: this.#edition,
      sessions: this.#sessions,
      ask: this.#ask,
      files,
      folder: this.#folder,
      output,
    });
  }

  async #converse(command: ParsedCommand): Promise<CliExit> {
    const { output, errors } = this.#options;
    const runner = this.#begin('sdk5');
    if (!(await runner.checkCluster(command))) return 1;
    // Single commands do without it, and start sooner.
    const { CommandShell } = await import('./command-shell.ts');
    const shell = new CommandShell({
      commands: specsOf(this.#edition),
      lines: this.#lines,
      output,
      errors,
      prompt: () => PROMPT,
      run: async (parsed) => {
        await runner.run(parsed);
      },
      isOver: () => this.#ask.ended || this.#isOver,
      paths: (typed) => (this.#folder === null ? [] : completePath(typed, this.#folder)),
      note: (name, reason) => runner.note(name, reason),
    });
    await shell.converse();
    return 0;
  }

  async #single(parsed: ParsedCommand): Promise<CliExit> {
    const isDone = await this.#begin('sdk5-command').run(parsed, async ({ needsLogIn }, shell) => {
      const needs = typeof needsLogIn === 'boolean' ? needsLogIn : needsLogIn(this.#edition);
      if (!needs) return;
      const credentials = readCredentials(this.#options.credentials ?? {}, shell);
      const texts = { ...shell.texts, isLogIn: true };
      await logIn(credentials, { ...shell, command: 'login', texts });
    });
    return isDone ? 0 : 1;
  }
}
