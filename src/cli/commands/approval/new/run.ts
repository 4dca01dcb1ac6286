import { showText } from '../../../../parser/text.ts';
import { writeApproval } from '../../../../parser/write.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import { readNewApprover } from '../approver-argument.ts';
import { typeForTokenFile } from '../approver-type.ts';
import { refuseMistakenFiles } from '../refuse-mistaken-files.ts';
import type { approvalNew } from './definition.ts';

export { approvalNew as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalNew>, context: Context) {
  const type = typeForTokenFile(args.token, context);
  const content = {
    multiTokenFilePath: args.token,
    tokenFilePath: args['single-token'] ?? '',
    approvers: [...args.approvers, ...args.approver].map((one) => readNewApprover(one, type)),
  };
  refuseMistakenFiles(
    [
      { is: 'token', path: content.multiTokenFilePath },
      { is: 'token', path: content.tokenFilePath },
      ...content.approvers.map(({ file }) => ({ is: 'signature' as const, path: file })),
    ],
    context,
  );
  const { force, out } = args;
  const used = [
    { what: 'token', path: args.token },
    { what: 'token', path: args['single-token'] },
    ...content.approvers.map(({ file }) => ({ what: 'signature', path: showText(file) })),
  ];
  const outputs = planOutputs([{ what: 'approval file', path: out }], { force, used }, context);
  const place = outputs.placeOf(out);
  if (out !== undefined && !force && place !== undefined && place.holds !== 'nothing') {
    const { refuseExisting } = await import('./refuse-existing.ts');
    refuseExisting(out, [...args.approvers, ...args.approver], context);
  }
  const bytes = writeApproval(content, { comments: args.comments });
  await writeResult(out, bytes, 'approval file', context, { force, place });
  return EXIT_CODES.done.code;
}
