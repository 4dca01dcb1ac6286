import { removeApprover } from '../../../../parser/edit/remove-approver.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace, readApprovals } from '../approval-input.ts';
import type { approvalRemove } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalRemove>, context: Context) {
  const names: readonly string[] = [...args.names, ...args.approver];
  for (const input of await readApprovals([args.file], args['max-size'], context)) {
    const edited = names.reduce(removeApprover, input.document);
    printOrReplace(input, edited, args.write, context);
  }
  return EXIT_CODES.done.code;
}
