/**
 * Where the demo plays: a folder, a teller, a shell and the consoles of the cluster. Whatever it prints
 * behind a prompt was really run.
 */
import { join } from 'node:path';
import { putNewFile } from '../../../files/put-in-place.ts';
import { readRegularFile } from '../../../files/read.ts';
import { type Cluster, openCluster } from '../../../hsm/cluster/cluster.ts';
import { quoteForShell } from '../../../words/quote-for-shell.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { ownCommand } from '../../own-files.ts';
import { type Line, paint } from '../../printer.ts';
import { type ConsoleSession, startClassicSession, startSdk5Session } from './console-session.ts';
import { runProgram } from './run-program.ts';

/** Whether what goes on is printed. */
export type Seen = 'seen' | 'unseen';

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

  /** Makes a file in the folder, which was not there. */
  writeFile(name: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    putNewFile(join(this.folder, name), bytes, { secret: false });
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
  mofn(...words: readonly string[]): Promise<void> {
    return this.#runMofn(words, EXIT_CODES.done.code, 'seen');
  }

  /** The same, where the answer is a negative one. */
  mofnDenies(...words: readonly string[]): Promise<void> {
    return this.#runMofn(words, EXIT_CODES.negative.code, 'seen');
  }

  /** The same, where a file is refused. */
  mofnRefuses(...words: readonly string[]): Promise<void> {
    return this.#runMofn(words, EXIT_CODES.file.code, 'seen');
  }

  /** The same as the first, and nothing of it is printed. */
  mofnUnseen(...words: readonly string[]): Promise<void> {
    return this.#runMofn(words, EXIT_CODES.done.code, 'unseen');
  }

  /** Runs another program the same way. */
  program(name: string, ...words: readonly string[]): Promise<void> {
    return this.#run(toLine(name, words), [name, ...words]);
  }

  /** The same, and nothing of it is printed. */
  programUnseen(name: string, ...words: readonly string[]): Promise<void> {
    return this.#run(toLine(name, words), [name, ...words], EXIT_CODES.done.code, 'unseen');
  }

  /** Runs a line of shell, which is shown as it is. */
  shellLine(line: string): Promise<void> {
    return this.#run(line, ['sh', '-c', line]);
  }

  /** Opens the classic console on the folder's cluster. */
  openConsole(cluster: string, seen: Seen = 'seen'): ConsoleSession {
    return startClassicSession(this.#placeOf(cluster, seen));
  }

  /** Opens the newer command line there, in its interactive mode. */
  openCli(cluster: string, seen: Seen = 'seen'): ConsoleSession {
    return startSdk5Session(this.#placeOf(cluster, seen));
  }

  #placeOf(cluster: string, seen: Seen) {
    this.#cluster ??= openCluster(join(this.folder, cluster));
    const show = (prompt: string, line: string, printed: string): void => {
      if (seen === 'seen') this.#show([paint('faint', prompt), paint('strong', line)], printed);
    };
    return { cluster: this.#cluster, directory: this.folder, show };
  }

  async #runMofn(words: readonly string[], code: number, seen: Seen): Promise<void> {
    const line = toLine('mofn', words);
    await this.#run(line, [...ownCommand(), ...words], code, seen);
  }

  async #run(
    line: string,
    command: readonly string[],
    code: number = EXIT_CODES.done.code,
    seen: Seen = 'seen',
  ): Promise<void> {
    const { output, failure } = await runProgram(command, code, this.folder, this.#context.env);
    if (seen === 'seen') this.#show([paint('faint', '$'), ' ', paint('strong', line)], output);
    if (failure !== undefined) throw failure;
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

function toLine(program: string, words: readonly string[]): string {
  return [program, ...words].map(quoteForShell).join(' ');
}
