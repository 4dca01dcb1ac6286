import { addApprover } from '../../../../parser/edit/add-approver.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace, withApprovals } from '../approval-input.ts';
import { readNewApprover } from '../approver-argument.ts';
import type { approvalAdd } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalAdd>, context: Context) {
  const approvers = [...args.approvers, ...args.approver].map(readNewApprover);
  return withApprovals([args.file], args, context, async (inputs) => {
    for (const input of inputs) {
      await printOrReplace(input, approvers.reduce(addApprover, input.document), context);
    }
    return EXIT_CODES.done.code;
  });
}
