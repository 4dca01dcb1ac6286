import type { ApprovalDocument } from '../../../../parser/document.ts';
import { setApprover, setHeader } from '../../../../parser/edit/set-fields.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { printOrReplace, readApprovals } from '../approval-input.ts';
import { readApproverArgument } from '../approver-argument.ts';
import type { approvalSet } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalSet>, context: Context) {
  const { token, 'single-token': singleToken, count, approver } = args;
  for (const input of await readApprovals([args.file], args['max-size'], context)) {
    const withHeader = setHeader(input.document, {
      multiTokenFilePath: token,
      tokenFilePath: singleToken,
      numberOfApprovals: count,
    });
    const edited = approver
      .map(readApproverArgument)
      .reduce(
        (document, { name, type, file }) => setApprover(document, name, { type, file }),
        withHeader,
      );
    printOrReplace(input, edited, args.write, context);
    if (count !== undefined && !args.quiet) await warnOfCount(edited, context);
  }
  return EXIT_CODES.done.code;
}

async function warnOfCount({ data }: ApprovalDocument, context: Context): Promise<void> {
  const { numberOfApprovals, approvers } = data;
  if (numberOfApprovals === approvers.length) return;
  const message = `the number of approvals is now ${numberOfApprovals}, but the file has ${approvers.length}`;
  showWarning(message, context);
}
