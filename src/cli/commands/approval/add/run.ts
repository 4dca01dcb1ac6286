import { addApprover } from '../../../../parser/edit/add-approver.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace, readApprovals } from '../approval-input.ts';
import { readNewApprover } from '../approver-argument.ts';
import type { approvalAdd } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalAdd>, context: Context) {
  const approvers = [...args.approvers, ...args.approver].map(readNewApprover);
  for (const input of await readApprovals([args.file], args['max-size'], context)) {
    const edited = approvers.reduce(addApprover, input.document);
    printOrReplace(input, edited, args.write, context);
  }
  return EXIT_CODES.done.code;
}
