import type { ApprovalDocument } from '../../../../parser/document.ts';
import { setApprover, setHeader } from '../../../../parser/edit/set-fields.ts';
import { writeApproval } from '../../../../parser/write.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { printOrReplace, withApprovals } from '../approval-input.ts';
import { readApproverArgument } from '../approver-argument.ts';
import { refuseMistakenFiles } from '../refuse-mistaken-files.ts';
import type { approvalSet } from './definition.ts';

export { approvalSet as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof approvalSet>;

export async function run(args: Arguments, context: Context) {
  refuseMistakenFiles(
    [
      { is: 'token', path: args.token },
      { is: 'token', path: args['single-token'] },
      ...[...args.approvers, ...args.approver]
        .map(readApproverArgument)
        .map(({ file }) => ({ is: 'signature' as const, path: file })),
    ],
    context,
  );
  const edited = await withApprovals([args.file], args, context, async (inputs) => {
    const documents = inputs.map((input) => ({ input, document: setFields(input.document, args) }));
    for (const { input, document } of documents) {
      await printOrReplace(input, writeApproval(document), context);
    }
    return documents.map(({ document }) => document);
  });
  if (args.count !== undefined && !args.quiet) {
    for (const document of edited) await warnOfCount(document, context);
  }
  return EXIT_CODES.done.code;
}

function setFields(
  document: ApprovalDocument,
  { token, 'single-token': singleToken, count, approvers, approver }: Arguments,
): ApprovalDocument {
  const withHeader = setHeader(document, {
    multiTokenFilePath: token,
    tokenFilePath: singleToken,
    numberOfApprovals: count,
  });
  return [...approvers, ...approver]
    .map(readApproverArgument)
    .reduce(
      (edited, { name, type, file }) => setApprover(edited, name, { type, file }),
      withHeader,
    );
}

async function warnOfCount({ data }: ApprovalDocument, context: Context): Promise<void> {
  const { numberOfApprovals, approvers } = data;
  if (numberOfApprovals === approvers.length) return;
  const message = `the number of approvals is now ${numberOfApprovals}, but the file has ${approvers.length}`;
  showWarning(message, context);
}
