import { isFailure } from '../../../failure.ts';
import type { ApprovalDocument } from '../../../parser/document.ts';
import { parseApproval } from '../../../parser/parse.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';
import { writeResult } from '../../output/write-file.ts';
import { refuseTokenFile } from './refuse-token-file.ts';

/** An approval file that was read. */
export interface ApprovalBytes {
  /** The path as it was given. */
  readonly file: string;
  readonly bytes: Buffer;
  /** Puts another text in its place, where that is wanted. */
  readonly replace?: (bytes: Uint8Array) => Promise<void>;
}

/** One that was parsed, too. */
export interface ApprovalInput extends ApprovalBytes {
  readonly document: ApprovalDocument;
}

/** What a command line says of the files that it names. */
export interface ApprovalOptions {
  /** Most bytes that each may have. */
  readonly 'max-size': number;
  /** Whether they are to be replaced: then each is locked until the work is done. */
  readonly write?: boolean;
  /** Takes the failure of one of several that cannot be read, where the others are to be worked on without it. */
  readonly unread?: ((failure: unknown) => void) | undefined;
}

/**
 * Reads approval files and works on them: all are read before the first is worked on, so that a file that
 * cannot be read leaves no half answer, unless it is asked for what can be said of the others.
 *
 * @throws Failure of kind `file`; of kind `usage` where the limit is none
 */
export async function withApprovalFiles<Result>(
  files: readonly string[],
  { 'max-size': limit, write = false, unread }: ApprovalOptions,
  context: Context,
  work: (inputs: readonly ApprovalBytes[]) => Promise<Result>,
): Promise<Result> {
  refuseNoLimit(limit);
  if (!write) return work(await readApprovalFiles(files, limit, unread, context));
  const { editFiles } = await import('../../output/edit-files.ts');
  return sayingLimit(() => editFiles(files, { what: 'approval file', limit }, context, work));
}

/** Reads approval files to be looked at only. */
async function readApprovalFiles(
  files: readonly string[],
  limit: number,
  unread: ApprovalOptions['unread'],
  context: Context,
): Promise<readonly ApprovalBytes[]> {
  const inputs: ApprovalBytes[] = [];
  for (const file of files) {
    try {
      const bytes = await sayingLimit(() => readInput(file, 'approval file', context, limit));
      inputs.push({ file, bytes });
    } catch (error) {
      if (unread === undefined) throw error;
      unread(error);
    }
  }
  return inputs;
}

function refuseNoLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new CommandFailure(
      'usage',
      `found --max-size ${limit}, expected a whole number of bytes`,
      'without it, the limit is 1048576 bytes (1 MiB)',
    );
  }
}

/** Where a file is too large, says how to have it read. */
async function sayingLimit<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (!isFailure(error) || error.code !== 'file-too-large') throw error;
    const { describeFailure } = await import('../../../words/failures/index.ts');
    const hint = 'check that it is the right file, or raise the limit with --max-size BYTES';
    throw new CommandFailure('file', describeFailure(error).message, hint, { cause: error });
  }
}

/** Where a file cannot be edited, says how to find out what is to be mended in it. */
export async function sayingWhatToFix<Result>(
  files: readonly string[],
  action: () => Promise<Result>,
): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const [file] = files;
    if (!isFailure(error) || error.code !== 'approval-edit' || file === undefined) throw error;
    const { describeFailure } = await import('../../../words/failures/index.ts');
    const command = `mofn approval lint ${file === '-' ? file : quotePath(file)}`;
    const hint = `mend the file first: "${command}" tells what is wrong with it`;
    throw new CommandFailure(error.kind, describeFailure(error).message, hint, { cause: error });
  }
}

/**
 * Reads approval files as {@link withApprovalFiles} does, and parses them.
 *
 * @throws Failure `other-content` where one is something else, of which nothing may be shown; of kind `file`
 *   where one is of the newer command line
 */
export function withApprovals<Result>(
  files: readonly string[],
  options: ApprovalOptions,
  context: Context,
  work: (inputs: readonly ApprovalInput[]) => Promise<Result>,
): Promise<Result> {
  return withApprovalFiles(files, options, context, async (inputs) => {
    for (const { file, bytes } of inputs) {
      const found = refuseOtherContent(bytes, 'approvals', file);
      if (found === 'sdk5-token') throw refuseTokenFile(file);
    }
    const parsed = inputs.map((input) => ({ ...input, document: parseApproval(input.bytes) }));
    return sayingWhatToFix(files, () => work(parsed));
  });
}

/** Prints an edited file, or puts it in the place of the one that was read, where it is another. */
export async function printOrReplace(
  { bytes, replace }: ApprovalBytes,
  result: Uint8Array,
  context: Context,
): Promise<void> {
  if (replace === undefined) {
    await writeResult(undefined, result, 'approval file', context);
  } else if (Buffer.compare(result, bytes) !== 0) {
    await replace(result);
  }
}
