/**
 * Where each signature goes, settled before anybody is asked for a pass phrase.
 */
import { basename, join, resolve } from 'node:path';
import { isFolder, isThere } from '../../../files/look.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted } from '../../input/read-file.ts';
import { refuseExisting } from '../../output/refuse-existing.ts';

/** One file to sign, and its signature's place: a path, or standard output where there is none. */
export interface Task {
  readonly input: string;
  readonly output: string | undefined;
}

export interface PlanOptions {
  readonly out: string | undefined;
  readonly 'out-dir': string | undefined;
  readonly note: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * @throws Failure of kind `usage` where two signatures would be one file, of kind `file` where an output
 *   exists and `force` is not given, or its folder does not
 */
export function planTasks(
  inputs: readonly string[],
  options: PlanOptions,
  context: Context,
): readonly Task[] {
  const { out, 'out-dir': folder } = options;
  const tasks = inputs.map((input) => ({ input, output: outputOf(input, options) }));
  refuseClashes(tasks);
  if (folder !== undefined) refuseMissingFolder(folder, context);
  if (!options.force) refuseExisting(listOutputs(tasks, options), context);
  if (tasks.some(({ output }) => output === undefined) && !options.json && out === undefined) {
    refuseTerminal(context);
  }
  return tasks;
}

/** Where the note of a signature is kept. */
export function notePath(output: string): string {
  return `${output}.note`;
}

function outputOf(input: string, { out, 'out-dir': folder }: PlanOptions): string | undefined {
  if (folder !== undefined) {
    return join(folder, `${input === '-' ? 'stdin' : basename(input)}.sig`);
  }
  return out === '-' ? undefined : out;
}

function refuseClashes(tasks: readonly Task[]): void {
  const taken = new Map<string, string>();
  for (const { input, output } of tasks) {
    if (output === undefined) continue;
    const other = taken.get(output);
    if (other !== undefined) {
      throw usage(
        `the signatures of ${quoted(other)} and ${quoted(input)} would both be ${quoted(output)}`,
      );
    }
    taken.set(output, input);
  }
}

function refuseMissingFolder(folder: string, context: Context): void {
  const place = resolve(context.cwd, folder);
  if (isFolder(place)) return;
  throw !isThere(place)
    ? new CommandFailure(
        'file',
        `there is no folder ${quoted(folder)}`,
        'make it with mkdir, or name another',
      )
    : new CommandFailure('file', `${quoted(folder)} is no folder`, '--out-dir takes one');
}

function listOutputs(tasks: readonly Task[], { note }: PlanOptions): readonly string[] {
  return tasks.flatMap(({ output }) => {
    if (output === undefined) return [];
    return note === undefined ? [output] : [output, notePath(output)];
  });
}

function refuseTerminal(context: Context): void {
  if (!context.stdout.isTTY) return;
  throw new CommandFailure(
    'usage',
    'the signature is binary and is not written to a terminal',
    'name a file with --out, or send it to a pipe',
  );
}

function usage(message: string): CommandFailure {
  return new CommandFailure('usage', message);
}
