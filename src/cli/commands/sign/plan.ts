/**
 * Where each signature goes, settled before anybody is asked for a pass phrase.
 */

import { basename, join, resolve } from 'node:path';
import { HeldFolders } from '../../../files/held-folder.ts';
import { isFolder, isThere } from '../../../files/look.ts';
import type { Place } from '../../../files/place.ts';
import { readFileStart } from '../../../files/read.ts';
import { looksLikeJson } from '../../../token/json/looks-like-json.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted } from '../../input/read-file.ts';
import { type NamedOutput, planOutputs, type UsedFile } from '../../output/plan-outputs.ts';
import {
  planRequest,
  type RequestArguments,
  type RequestTask,
  readRequestPaths,
} from './request/plan-request.ts';

/** One file to sign, and where its signature goes; standard output, or the file itself, where there is none. */
export interface Task {
  readonly input: string;
  /** All that it holds, where that was read already to tell what it is. */
  readonly bytes: Buffer | undefined;
  /** As what it was seen then. */
  readonly version: string | undefined;
  /** Whether it comes out with the signature in it; not known of what can be read once only. */
  readonly isFilled: boolean | undefined;
  readonly output: string | undefined;
  /** Where the signature goes, as that was found before the work. */
  readonly place: Place | undefined;
  /** Folders that are held for the results of many. */
  readonly folders: HeldFolders | undefined;
  /** What is signed before it. */
  readonly request: RequestTask | undefined;
}

/** Bytes of files that are kept in memory from when they are looked at until they are signed. */
const KEPT_BYTES = 16 << 20;

type BareTask = Pick<Task, 'input' | 'bytes' | 'version' | 'output' | 'isFilled'>;

export interface PlanOptions extends RequestArguments {
  readonly out: string | undefined;
  readonly 'out-dir': string | undefined;
  readonly policy: string | undefined;
  readonly write: boolean;
  readonly detached: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * @param keyFiles what the key is opened with
 * @throws Failure of kind `usage` where two signatures would be one file, or one that is used; of kind `file` where an output
 *   exists and `force` is not given, or its folder does not
 */
export async function planTasks(
  inputs: readonly string[],
  options: PlanOptions,
  keyFiles: readonly UsedFile[],
  context: Context,
): Promise<readonly Task[]> {
  const { 'out-dir': folder } = options;
  const tasks: BareTask[] = [];
  let kept = 0;
  for (const input of inputs) {
    const { isFilled, bytes, version } = await lookAt(input, options, context);
    kept += bytes?.length ?? 0;
    // Memory may not hold all until they are signed.
    const isKept = kept <= KEPT_BYTES;
    tasks.push({
      input,
      bytes: isKept ? bytes : undefined,
      version,
      isFilled,
      output: outputOf(input, isFilled, options),
    });
  }
  refuseClashes(tasks);
  if (folder !== undefined) refuseMissingFolder(folder, context);
  const request = readRequestPaths(options, context);
  const { policy } = options;
  const inputFiles = inputs.map((path) => ({ what: 'file to sign', path }));
  const used = [
    ...keyFiles,
    ...inputFiles,
    ...(request?.used ?? []),
    { what: 'policy', path: policy },
  ];
  const { force } = options;
  const outputs = planOutputs(
    [...listOutputs(tasks), ...(request?.outputs ?? [])],
    { force, used, inFolder: folder },
    context,
  );
  outputs.refuseExisting();
  if (tasks.some(({ isFilled }) => isFilled === false)) refuseTerminal(options, context);
  const folders = tasks.length === 1 ? undefined : new HeldFolders();
  return tasks.map(({ input, bytes, version, isFilled, output }) => ({
    input,
    bytes,
    version,
    isFilled,
    output,
    place: outputs.placeOf(output),
    folders,
    request: planRequest(request, outputs),
  }));
}

/** By its content, which is looked at: what is no regular file may be read once only. */
async function lookAt(
  input: string,
  { detached }: PlanOptions,
  { cwd }: Context,
): Promise<Pick<Task, 'isFilled' | 'bytes' | 'version'>> {
  const unread = { bytes: undefined, version: undefined };
  if (detached) return { ...unread, isFilled: false };
  if (input === '-') return { ...unread, isFilled: undefined };
  const path = resolve(cwd, input);
  const beginning = readFileStart(path, 1024);
  if (beginning === undefined) return { ...unread, isFilled: undefined };
  const { start, size, version } = beginning;
  if (!looksLikeJson(start)) {
    // A file that says nothing of its size may hold something all the same.
    return {
      isFilled: false,
      bytes: size > 0 && start.length === size ? start : undefined,
      version,
    };
  }
  const { isSdk5File, LOOKED_AT } = await import('./sdk5/is-sdk5-file.ts');
  return { ...unread, isFilled: isSdk5File(readFileStart(path, LOOKED_AT)?.start ?? start) };
}

function outputOf(
  input: string,
  isFilled: boolean | undefined,
  { out, 'out-dir': folder, write }: PlanOptions,
): string | undefined {
  if (write) return undefined;
  if (folder !== undefined) {
    const name = input === '-' ? 'stdin' : basename(input);
    return join(folder, isFilled === true ? name : `${name}.sig`);
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
        `make it: mkdir -p ${quotePath(folder)}`,
      )
    : new CommandFailure('file', `${quoted(folder)} is no folder`, '--out-dir takes one');
}

function listOutputs(tasks: readonly BareTask[]): readonly NamedOutput[] {
  return tasks.map(({ output: path, isFilled }) => ({
    what: isFilled === true ? 'signed file' : 'signature',
    path,
  }));
}

/** @throws Failure of kind `usage` where a signature alone would be written to a terminal */
export function refuseTerminal(
  { out, 'out-dir': folder, write, json }: PlanOptions,
  context: Context,
): void {
  const goesToStdout = out === undefined && folder === undefined && !write && !json;
  if (!goesToStdout || !context.stdout.isTTY) return;
  throw new CommandFailure(
    'usage',
    'the signature is binary and is not written to a terminal',
    'name a file with --out, or send it to a pipe',
  );
}

function usage(message: string): CommandFailure {
  return new CommandFailure('usage', message);
}
