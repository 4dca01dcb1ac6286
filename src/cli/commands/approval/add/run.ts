import { isFailure } from '../../../../failure.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace } from '../approval-input.ts';
import { type ApproverArgument, readApproverArgument, refuseNoUser } from '../approver-argument.ts';
import type { EditableApproval } from '../editable/editable.ts';
import { withEditables } from '../editable/open.ts';
import { refuseMistakenFiles } from '../refuse-mistaken-files.ts';
import type { approvalAdd } from './definition.ts';

export { approvalAdd as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalAdd>, context: Context) {
  const approvers = [...args.approvers, ...args.approver].map(readApproverArgument);
  approvers.forEach(refuseNoUser);
  refuseMistakenFiles(
    approvers.map(({ file }) => ({ is: 'signature', path: file })),
    context,
  );
  return withEditables([args.file], args, context, async (inputs) => {
    for (const input of inputs) {
      let edited = input.approval;
      for (const approver of approvers) edited = await add(edited, approver, args.replace);
      await printOrReplace(input, edited.toBytes(), context);
    }
    return EXIT_CODES.done.code;
  });
}

/** @param replace whether one who is there gets the file, and the type if one was named */
async function add(
  approval: EditableApproval,
  approver: ApproverArgument,
  replace: boolean,
): Promise<EditableApproval> {
  try {
    return await approval.add(approver);
  } catch (error) {
    if (!isFailure(error) || error.code !== 'approver-there') throw error;
    if (replace) return approval.replace(approver);
    const { describeFailure } = await import('../../../../words/failures/index.ts');
    const hint = 'add --replace to give it this signature file instead of its own';
    throw new CommandFailure('usage', describeFailure(error).message, hint, { cause: error });
  }
}
