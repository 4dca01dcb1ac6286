/**
 * Where the demo plays: a folder, a teller, a shell and the console of the cluster. Whatever it prints
 * behind a prompt was really run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { realPath } from '../../../files/look.ts';
import { readRegularFile } from '../../../files/read.ts';
import { type Cluster, openCluster } from '../../../hsm/cluster/cluster.ts';
import { Console } from '../../../mgmt-util/console.ts';
import { answerSignals } from '../../../terminal/signals.ts';
import { quoteForShell } from '../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { exitCodeOf } from '../../exit-codes.ts';
import { quoted, systemReason } from '../../input/read-file.ts';
import { type Line, paint } from '../../printer.ts';

/** The prompt of the console's classic edition. */
const PROMPT = 'aws-cloudhsm>';

/** A session at the console: one officer's. */
export interface ConsoleSession {
  /**
   * Types one command, and the answers to what it asks.
   *
   * @returns what the console printed
   */
  type(line: string, ...answers: readonly string[]): Promise<string>;
  /** Logs out and leaves. */
  leave(): Promise<void>;
}

export class Stage {
  readonly folder: string;
  readonly #context: Context;
  #cluster: Cluster | undefined;
  #chapters = 0;

  constructor(folder: string, context: Context) {
    this.folder = folder;
    this.#context = context;
  }

  async close(): Promise<void> {
    await this.#cluster?.close();
  }

  /** A heading, numbered. */
  head(title: string): void {
    this.#chapters += 1;
    this.#print(['', [paint('strong', `${this.#chapters}. ${title}`)]]);
  }

  /** A paragraph of the tale. */
  tell(text: string): void {
    this.#print(['', ...text.split('\n')]);
  }

  readFile(name: string): Buffer {
    return readRegularFile(name, { what: 'file', folder: this.folder, limit: 1 << 20 });
  }

  /** Shows a file of the folder, each line behind a bar. */
  showFile(name: string): void {
    const text = this.readFile(name).toString().trimEnd();
    this.#print(['', ...text.split('\n').map((line) => [paint('faint', '  | '), line])]);
  }

  /**
   * Runs `mofn …` as a process of its own, in the folder.
   *
   * @throws CommandFailure where it says why it cannot go on, Error where it ends otherwise than with 0
   */
  async mofn(...words: readonly string[]): Promise<void> {
    const [program = ''] = process.argv.slice(1, 2);
    await this.#shell(['mofn', ...words], process.execPath, [realPath(program), ...words]);
  }

  /** Runs another program the same way. */
  async program(name: string, ...words: readonly string[]): Promise<void> {
    await this.#shell([name, ...words], name, words);
  }

  /**
   * Opens the console on the folder's cluster.
   *
   * @param seen whether what goes on there is printed
   */
  async openConsole(cluster: string, seen: 'seen' | 'unseen' = 'seen'): Promise<ConsoleSession> {
    this.#cluster ??= openCluster(join(this.folder, cluster));
    // The console listens to its terminal at all times, so that Ctrl-C is heard.
    const typed = new PassThrough();
    let printed = '';
    const session = new Console({
      cluster: this.#cluster,
      directory: this.folder,
      input: typed,
      output: {
        write: (text) => {
          printed += text;
        },
      },
      terminal: { setRawMode: () => undefined },
    });
    return {
      type: async (line, ...answers) => {
        printed = '';
        for (const answer of answers) typed.write(`${answer}\r`);
        await session.execute(line);
        if (seen === 'seen') {
          this.#show([paint('faint', PROMPT), paint('strong', line)], printed);
        }
        return printed;
      },
      leave: () => session.close(),
    };
  }

  async #shell(shown: readonly string[], program: string, words: readonly string[]): Promise<void> {
    const { status, error, stdout, stderr } = spawnSync(program, words, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...this.#context.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // What ended the program may be for this process, too.
    await answerSignals();
    if (error !== undefined) throw cannotRun(program, error);
    const line = shown.map(quoteForShell).join(' ');
    this.#show([paint('faint', '$'), ' ', paint('strong', line)], stdout + stderr);
    if (status !== 0) throw toldBy(stderr, status) ?? new Error(`${line}: exit ${status}`);
  }

  #show(command: Exclude<Line, string>, output: string): void {
    const text = output.trimEnd();
    const lines = text === '' ? [] : text.split('\n');
    const indented = lines.map((line) => (line === '' ? '' : `  ${line}`));
    this.#print(['', ['  ', ...command], ...indented]);
  }

  #print(lines: readonly Line[]): void {
    this.#context.stdout.printLines(lines);
  }
}

function cannotRun(program: string, error: Error): CommandFailure {
  return new CommandFailure(
    'file',
    `cannot run ${quoted(program)}: ${systemReason(error)}`,
    'see what else runs on this machine, then do it again',
    { cause: error },
  );
}

/** What a command of mofn has said of a file or of the cluster that stands in its way, as on a full disk. */
function toldBy(stderr: string, status: number | null): CommandFailure | undefined {
  const kind = (['file', 'state'] as const).find((each) => exitCodeOf(each) === status);
  const [, message] = /^error: (.*)$/m.exec(stderr) ?? [];
  if (kind === undefined || message === undefined) return undefined;
  return new CommandFailure(kind, message, /^hint: (.*)$/m.exec(stderr)?.[1]);
}
