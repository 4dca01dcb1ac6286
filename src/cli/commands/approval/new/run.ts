import { writeApproval } from '../../../../parser/write.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { writeResult } from '../../../output/write-file.ts';
import { readNewApprover } from '../approver-argument.ts';
import type { approvalNew } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalNew>, context: Context) {
  const content = {
    multiTokenFilePath: args.token,
    tokenFilePath: args['single-token'] ?? '',
    approvers: args.approver.map(readNewApprover),
  };
  const bytes = writeApproval(content, { comments: args.comments });
  await writeResult(args.out, bytes, 'approval file', context, { force: args.force });
  return EXIT_CODES.done.code;
}
