/**
 * Signs many files with one key, opened once. Signatures are made on node's thread pool, on all cores;
 * files are read and written in between, those that are small read before.
 */

import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { findVersion } from '../../../files/file-version.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import { tidyOnSignals } from '../../../terminal/signals.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { CommandFailure } from '../../command-failure.ts';
import { type Context, canAsk } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { askUser } from '../../input/terminal.ts';
import { openSigner } from '../../keys/open-signer.ts';
import { describeThrown } from '../../output/describe-thrown.ts';
import { showFailure } from '../../output/show-failure.ts';
import type { Failed, Signed, SignManyAnswer } from './answer.ts';
import { type Message, readMessage } from './message.ts';
import { warnOfOddKey } from './odd-key.ts';
import type { Task } from './plan.ts';
import { prepareOne } from './prepare-one.ts';
import type { OneOfMany } from './sdk5/many.ts';
import { LARGEST_MESSAGE, type SignArguments, signerOptions } from './sign-arguments.ts';

/** Signatures that are under way at a time, for each core: enough that none of them waits. */
const UNDER_WAY_PER_CORE = 4;

/** @returns 0 where all were signed, else 1; what failed is told at the end */
export async function signMany(
  tasks: readonly Task[],
  args: SignArguments,
  context: Context,
): Promise<number> {
  // libuv makes its threads at the first task; four of them are too few for more cores.
  process.env['UV_THREADPOOL_SIZE'] ??= String(Math.max(4, availableParallelism()));
  const mayAsk = !args.yes && canAsk(context) && tasks.every(({ input }) => input !== '-');
  const shown = mayAsk ? await showAll(tasks, args, context) : undefined;
  if (shown !== undefined && !(await mayGoOn(shown, context))) {
    context.stderr.printLine('not signed');
    return EXIT_CODES.negative.code;
  }
  const signer = await openSigner({ ...signerOptions(args), threads: 'pool' }, context);
  const batch = new Batch(tasks, shown, signer, args, context);
  try {
    await batch.run();
  } finally {
    for (const { folders } of tasks) folders?.close();
    await signer.close();
  }
  return batch.report();
}

/** What identifies the files that somebody has looked at. */
type Shown = ReadonlyMap<Task, string>;

/**
 * Shows all files before the question; where nobody is asked, each is shown when it is signed. A file
 * that cannot be read is told here, and once more at the end.
 */
async function showAll(
  tasks: readonly Task[],
  args: SignArguments,
  context: Context,
): Promise<Shown> {
  const shown = new Map<Task, string>();
  for (const task of tasks) {
    try {
      const one = await prepareOne(await readTask(task, context), task, args, context);
      context.stderr.printLine(one.describe());
      await one.refuse();
      shown.set(task, one.identity());
    } catch (error) {
      const told = await describeThrown(error, context);
      if (told === undefined) throw error;
      showFailure(told.message, told.hint, context);
    }
  }
  return shown;
}

/** What was read before is taken where it is what is there now. */
async function readTask({ input, bytes, version }: Task, context: Context): Promise<Message> {
  const isSame = bytes !== undefined && findVersion(resolve(context.cwd, input)) === version;
  const read = isSame ? bytes : await readInput(input, 'file to sign', context, LARGEST_MESSAGE);
  return readMessage(input, read);
}

async function mayGoOn({ size }: Shown, context: Context): Promise<boolean> {
  return size === 0 || askUser(`Sign these ${countNoun(size, 'file')}?`, context);
}

class Batch {
  readonly #tasks: readonly Task[];
  readonly #shown: Shown | undefined;
  readonly #signer: OpenedSigner;
  readonly #args: SignArguments;
  readonly #context: Context;
  readonly #signed: (Signed | undefined)[] = [];
  readonly #failed: (Failed | undefined)[] = [];
  #next = 0;
  #done = 0;
  #warned = false;

  constructor(
    tasks: readonly Task[],
    shown: Shown | undefined,
    signer: OpenedSigner,
    args: SignArguments,
    context: Context,
  ) {
    this.#tasks = tasks;
    this.#shown = shown;
    this.#signer = signer;
    this.#args = args;
    this.#context = context;
  }

  async run(): Promise<void> {
    const lanes = Math.min(this.#tasks.length, UNDER_WAY_PER_CORE * availableParallelism());
    // Held once: to listen to signals anew for each file takes as long as to write it.
    const done = tidyOnSignals(() => undefined);
    await Promise.all(Array.from({ length: lanes }, () => this.#work())).finally(done);
    if (this.#showsProgress()) this.#context.stderr.printLine('');
  }

  async report(): Promise<number> {
    const signed = this.#signed.filter((one) => one !== undefined);
    const failed = this.#failed.filter((one) => one !== undefined);
    for (const { error } of failed) showFailure(error, undefined, this.#context);
    if (!this.#args.quiet) {
      const folder = this.#args['out-dir'];
      const place = folder === undefined || signed.length === 0 ? '' : ` into ${quoted(folder)}`;
      const rest = failed.length === 0 ? '' : `, ${failed.length} failed`;
      this.#context.stderr.printLine(`${signed.length} signed${place}${rest}`);
    }
    if (this.#args.json) {
      const answer: SignManyAnswer = { schemaVersion: 1, signed, failed };
      this.#context.stdout.printJson(answer);
    }
    return failed.length === 0 ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
  }

  /** One lane: takes the next task until there is none. */
  async #work(): Promise<void> {
    for (;;) {
      const at = this.#next;
      const task = this.#tasks[at];
      if (task === undefined) return;
      this.#next += 1;
      try {
        this.#signed[at] = await this.#sign(task);
      } catch (error) {
        const told = await describeThrown(error, this.#context);
        if (told === undefined) throw error;
        this.#failed[at] = { file: task.input, error: told.message };
      }
      this.#done += 1;
      if (this.#showsProgress()) {
        this.#context.stderr.printProgress(`${this.#done} of ${this.#tasks.length}`);
      }
    }
  }

  async #sign(task: Task): Promise<Signed | undefined> {
    const message = await readTask(task, this.#context);
    const one = await prepareOne(message, task, this.#args, this.#context);
    await this.#tell(one);
    await one.refuse();
    this.#refuseChanged(task, one);
    return one.sign(this.#signer);
  }

  /** What was agreed to is signed, and nothing else: memory may not hold all files until then. */
  #refuseChanged(task: Task, { identity }: OneOfMany): void {
    if (this.#shown === undefined || this.#shown.get(task) === identity()) return;
    throw new CommandFailure(
      'file',
      `${quoted(task.input)} is not what was shown: it has changed since`,
    );
  }

  async #tell(one: OneOfMany): Promise<void> {
    if (this.#args.quiet) return;
    if (!this.#showsProgress()) this.#context.stderr.printLine(one.describe());
    if (this.#warned) return;
    this.#warned = true;
    await warnOfOddKey(this.#signer, one, this.#context);
  }

  #showsProgress(): boolean {
    return !this.#args.quiet && this.#context.stderr.isTTY;
  }
}
