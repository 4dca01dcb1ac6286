import { type CheckOptions, checkApprovals } from '../../../../ceremony/collect.ts';
import {
  type CombineInput,
  mergeApprovals,
  requireWholeSignatures,
  type SignedApprovals,
} from '../../../../ceremony/combine.ts';
import { readNearbyFiles } from '../../../../node/nearby-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { showText } from '../../../../parser/text.ts';
import { writeApproval } from '../../../../parser/write.ts';
import type { QuorumDocument } from '../../../../token/sdk5/document.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { findTokenTime, readRosterInput } from '../../../input/read-roster.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { showRosterProblems } from '../../../output/show-roster-problems.ts';
import { writeResult } from '../../../output/write-file.ts';
import { describeAmbiguous } from '../describe-ambiguous.ts';
import type { approvalCombine } from './definition.ts';
import { findToken } from './find-token.ts';
import { type ApprovalInput, readInputs, refuseNonsense } from './inputs.ts';
import { signedBy } from './signed-by.ts';
import { listInputs, listNamed } from './used-files.ts';
import { tellingWhich } from './which-signature.ts';

export { approvalCombine as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof approvalCombine>;

export async function run(args: Arguments, context: Context) {
  refuseNonsense(args);
  const { out, force } = args;
  const keys = args.roster === undefined ? undefined : await readRosterInput(args.roster, context);
  const used = [...listInputs(args), ...(keys?.files ?? [])];
  const outputs = planOutputs([{ what: 'new approval file', path: out }], { force, used }, context);
  const { files, signatures, ambiguous } = await readInputs(args, context);
  const { approvals: base, document, type } = await findToken(args, files, context);
  const collected = files.map(({ approvals }) => approvals);
  const roster = keys?.rosterAt(findTokenTime(base.token));
  if (roster !== undefined && !args.quiet) showRosterProblems(roster, context);
  const token = showText(base.multiTokenFilePath);
  const beside = [token, ...signatures.map(({ path }) => path)];
  const check = roster && { roster, nearby: readNearbyFiles(beside, beside, context.cwd) };
  const bare: CombineInput[] = [];
  for (const signature of signatures) bare.push(await signedBy(signature, base, type, check));
  const combined = await tellingWhich(token, args.roster, () =>
    mergeApprovals([base, ...collected, ...bare], nodeCrypto),
  );
  const unchecked = check === undefined ? [] : await refuseWrong(combined, check);
  requireWholeSignatures(combined);
  const bytes = await write(combined, document, files, args, outputs);
  const place = outputs.placeOf(out);
  await writeResult(out, bytes, 'approval file', context, { force, place });
  if (!args.quiet) {
    for (const path of ambiguous) showWarning(describeAmbiguous(path), context);
    for (const name of unchecked) {
      showWarning(`${name} is not checked: the roster has no key of that name`, context);
    }
    const names = combined.approvers.map(({ name }) => name).join(', ');
    const count = combined.approvers.length;
    context.stderr.printLine(`${countNoun(count, 'approval')}: ${names}`);
  }
  return EXIT_CODES.done.code;
}

/** A file of the kind of that which the token is from. */
async function write(
  combined: SignedApprovals,
  document: QuorumDocument | undefined,
  files: readonly ApprovalInput[],
  { comments }: Arguments,
  outputs: ReturnType<typeof planOutputs>,
): Promise<Uint8Array> {
  if (document !== undefined) return (await import('./sdk5.ts')).writeSdk5(document, combined);
  const newer = files.find((file) => file.document !== undefined)?.approvals.source;
  if (newer !== undefined) {
    throw new CommandFailure(
      'file',
      `${quoted(newer)} is a token file of the newer command line, and the first is a classic approval file, which names signature files`,
      'name it first, and the result is like it; or make a classic one of it with "mofn approval convert"',
    );
  }
  outputs.refuseUsed(listNamed(combined));
  return writeApproval(combined, { comments });
}

/**
 * @returns names of approvers whose key the roster does not have, so that they are not checked
 * @throws Failure of kind `file` for a wrong signature, which would make an HSM refuse the whole file
 */
async function refuseWrong(
  combined: SignedApprovals,
  check: CheckOptions,
): Promise<readonly string[]> {
  const { unchecked, wrong } = checkApprovals(combined, check, nodeCrypto);
  const [first] = wrong;
  if (first === undefined) return unchecked;
  const { describeWrongApproval } = await import('../../../../words/collect.ts');
  throw new CommandFailure(
    'file',
    describeWrongApproval(first),
    `have ${first.name} sign again, or leave the approval out: an HSM refuses a file with a wrong one`,
  );
}
