import { parseApproval } from '../../../../parser/parse.ts';
import type { Context } from '../../../context.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import {
  type ApprovalBytes,
  type ApprovalOptions,
  sayingWhatToFix,
  withApprovalFiles,
} from '../approval-input.ts';
import { editClassic } from './classic.ts';
import type { EditableApproval } from './editable.ts';

/** An approval file of either kind that was read, to be changed. */
export interface EditableInput extends ApprovalBytes {
  readonly approval: EditableApproval;
}

/**
 * Reads approval files of either kind, and works on them.
 *
 * @throws Failure `other-content` where one is something else, of which nothing may be shown;
 *   `sdk5-malformed` or `sdk5-kind` where one is JSON and no sound quorum token
 */
export function withEditables<Result>(
  files: readonly string[],
  options: ApprovalOptions,
  context: Context,
  work: (inputs: readonly EditableInput[]) => Promise<Result>,
): Promise<Result> {
  return withApprovalFiles(files, options, context, async (inputs) => {
    const open: EditableInput[] = [];
    for (const input of inputs) {
      open.push({ ...input, approval: await openEditable(input, context) });
    }
    return sayingWhatToFix(files, () => work(open));
  });
}

async function openEditable(
  { file, bytes }: ApprovalBytes,
  context: Context,
): Promise<EditableApproval> {
  const found = refuseOtherContent(bytes, 'approvals', file);
  if (found === 'sdk5-token') return (await import('./sdk5.ts')).editSdk5(bytes, context);
  return editClassic(parseApproval(bytes), context);
}
