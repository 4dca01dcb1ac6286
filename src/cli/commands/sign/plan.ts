/**
 * Where each signature goes, settled before anybody is asked for a pass phrase.
 */
import { basename, join, resolve } from 'node:path';
import { isFolder, isThere } from '../../../files/look.ts';
import type { Place } from '../../../files/place.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted } from '../../input/read-file.ts';
import { type NamedOutput, planOutputs, type UsedFile } from '../../output/plan-outputs.ts';

/** One file to sign, and its signature's path; standard output where there is none. */
export interface Task {
  readonly input: string;
  readonly output: string | undefined;
  /** Where signature and note go, as that was found before the work. */
  readonly place: Place | undefined;
  readonly notePlace: Place | undefined;
}

type BareTask = Pick<Task, 'input' | 'output'>;

export interface PlanOptions {
  readonly out: string | undefined;
  readonly 'out-dir': string | undefined;
  readonly note: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * @param keyFiles what the key is opened with
 * @throws Failure of kind `usage` where two signatures would be one file, or one that is used; of kind `file` where an output
 *   exists and `force` is not given, or its folder does not
 */
export function planTasks(
  inputs: readonly string[],
  options: PlanOptions,
  keyFiles: readonly UsedFile[],
  context: Context,
): readonly Task[] {
  const { out, 'out-dir': folder } = options;
  const tasks = inputs.map((input) => ({ input, output: outputOf(input, options) }));
  refuseClashes(tasks);
  if (folder !== undefined) refuseMissingFolder(folder, context);
  const used = [...keyFiles, ...inputs.map((path) => ({ what: 'file to sign', path }))];
  const { force } = options;
  const outputs = planOutputs(listOutputs(tasks, options), { force, used }, context);
  outputs.refuseExisting();
  if (tasks.some(({ output }) => output === undefined) && !options.json && out === undefined) {
    refuseTerminal(context);
  }
  return tasks.map(({ input, output }) => ({
    input,
    output,
    place: outputs.placeOf(output),
    notePlace: output === undefined ? undefined : outputs.placeOf(notePath(output)),
  }));
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

function refuseClashes(tasks: readonly BareTask[]): void {
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

function listOutputs(tasks: readonly BareTask[], { note }: PlanOptions): readonly NamedOutput[] {
  return tasks.flatMap(({ output: path }) => {
    const signature = { what: 'signature', path };
    return path === undefined || note === undefined
      ? [signature]
      : [signature, { what: 'note', path: notePath(path) }];
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
