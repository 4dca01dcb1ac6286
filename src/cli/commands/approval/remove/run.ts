import { removeApprover } from '../../../../parser/edit/remove-approver.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace, withApprovals } from '../approval-input.ts';
import type { approvalRemove } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalRemove>, context: Context) {
  const names: readonly string[] = [...args.names, ...args.approver];
  return withApprovals([args.file], args, context, async (inputs) => {
    for (const input of inputs) {
      await printOrReplace(input, names.reduce(removeApprover, input.document), context);
    }
    return EXIT_CODES.done.code;
  });
}
