import { isFailure } from '../../../failure.ts';
import type { ApprovalDocument } from '../../../parser/document.ts';
import { parseApproval } from '../../../parser/parse.ts';
import { writeApproval } from '../../../parser/write.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input/read-file.ts';
import { writeResult, writeWhole } from '../../output/write-file.ts';

/** An approval file that was read. */
export interface ApprovalInput {
  /** The path as it was given. */
  readonly file: string;
  readonly bytes: Buffer;
  readonly document: ApprovalDocument;
}

/**
 * Reads approval files, all of them before the first is worked on: a file that cannot be read leaves
 * no half answer.
 *
 * @param limit the most bytes that each may have: `--max-size`
 * @throws Failure of kind `file`; of kind `usage` where the limit is none
 */
export async function readApprovalFiles(
  files: readonly string[],
  limit: number,
  context: Context,
): Promise<readonly Pick<ApprovalInput, 'file' | 'bytes'>[]> {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new CommandFailure(
      'usage',
      `found --max-size ${limit}, expected a whole number of bytes`,
      'without it, the limit is 1048576 bytes (1 MiB)',
    );
  }
  const inputs: Pick<ApprovalInput, 'file' | 'bytes'>[] = [];
  for (const file of files) {
    inputs.push({ file, bytes: await readLimited(file, limit, context) });
  }
  return inputs;
}

async function readLimited(file: string, limit: number, context: Context): Promise<Buffer> {
  try {
    return await readInput(file, 'approval file', context, limit);
  } catch (error) {
    if (!isFailure(error) || error.code !== 'file-too-large') throw error;
    const { describeFailure } = await import('../../../words/failures/index.ts');
    const hint = 'check that it is the right file, or raise the limit with --max-size BYTES';
    throw new CommandFailure('file', describeFailure(error).message, hint, { cause: error });
  }
}

/** Reads approval files as {@link readApprovalFiles} does, and parses them. */
export async function readApprovals(
  files: readonly string[],
  limit: number,
  context: Context,
): Promise<readonly ApprovalInput[]> {
  const inputs = await readApprovalFiles(files, limit, context);
  return inputs.map((input) => ({ ...input, document: parseApproval(input.bytes) }));
}

/**
 * Prints an edited file, or puts it in the place of the one that was read.
 *
 * @param write whether to replace; a file that does not change is not touched
 */
export function printOrReplace(
  { file, bytes }: ApprovalInput,
  edited: ApprovalDocument,
  write: boolean,
  context: Context,
): void {
  const result = writeApproval(edited);
  if (!write) {
    writeResult(undefined, result, 'approval file', context);
  } else if (Buffer.compare(result, bytes) !== 0) {
    writeWhole(file, result, 'approval file', context, { force: true });
  }
}
