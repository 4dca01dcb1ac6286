import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace } from '../approval-input.ts';
import { withEditables } from '../editable/open.ts';
import type { approvalRemove } from './definition.ts';

export { approvalRemove as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalRemove>, context: Context) {
  const names: readonly string[] = [...args.names, ...args.approver];
  return withEditables([args.file], args, context, async (inputs) => {
    for (const input of inputs) {
      const rest = names.reduce((approval, name) => approval.remove(name), input.approval);
      await printOrReplace(input, rest.toBytes(), context);
    }
    return EXIT_CODES.done.code;
  });
}
