/** What the signatures are over. */

import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { readInput } from '../../../input/read-file.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { typeForToken } from '../approver-type.ts';
import type { approvalCombine } from './definition.ts';
import type { ApprovalInput } from './inputs.ts';

type Arguments = ArgumentsOf<typeof approvalCombine>;

/** --token, or the token of the first approval file. */
export async function findToken(
  { token: path }: Arguments,
  [first]: readonly ApprovalInput[],
  context: Context,
): Promise<ApprovalInput> {
  if (path !== undefined) {
    const token = await readInput(path, 'token file', context);
    const found = refuseOtherContent(token, 'token', path);
    if (found === 'sdk5-token') {
      return withoutApprovers((await import('./sdk5.ts')).collectSdk5(path, token));
    }
    const approvals = { source: path, token, ...namedToken(path), approvers: [] };
    return { approvals, document: undefined, type: typeForToken(token) };
  }
  if (first !== undefined) return withoutApprovers(first);
  throw new CommandFailure(
    'usage',
    'found signatures alone, and no token that they are over',
    'name the multi token file with --token, or an approval file beside them',
  );
}

function withoutApprovers(input: ApprovalInput): ApprovalInput {
  return { ...input, approvals: { ...input.approvals, approvers: [] } };
}

function namedToken(path: string): { multiTokenFilePath: string; tokenFilePath: string } {
  return { multiTokenFilePath: path, tokenFilePath: '' };
}
