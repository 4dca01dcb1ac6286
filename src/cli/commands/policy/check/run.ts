import { type CheckedSet, encodeCheckedPolicy } from '../../../../answers/policy/encode-checked.ts';
import type { ApprovalSet } from '../../../../ceremony/approval-set.ts';
import { readApprovalSet } from '../../../../ceremony/formats/index.ts';
import { describeOperation } from '../../../../ceremony/operation/format-operation.ts';
import { createdOf, judgeSet } from '../../../../ceremony/policy/judge-set.ts';
import type { SignedRequest } from '../../../../ceremony/request/request.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { nodeFiles } from '../../../../node/node-files.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { findMixedToken } from '../../../../token/oddities.ts';
import { describeAge } from '../../../../words/age.ts';
import { describeOddity } from '../../../../words/oddities.ts';
import { describeVerdict } from '../../../../words/policy-verdict.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { describeRequestProblem } from '../../../../words/request.ts';
import { describeService } from '../../../../words/services.ts';
import { describeTokenKey } from '../../../../words/token-key.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { findTokenKey } from '../../../input/find-token-key.ts';
import { quoted, readInput } from '../../../input/read-file.ts';
import { readPolicyInput } from '../../../input/read-policy.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { type Line, paint } from '../../../printer.ts';
import type { PolicyCheckAnswer } from './answer.ts';
import type { policyCheck } from './definition.ts';

export { policyCheck as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof policyCheck>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const policy = await readPolicyInput(args.policy, context);
  const set = await readSet(args.set, context);
  const request =
    args.request === undefined ? undefined : await readRequestFile(args.request, context);
  const verdict = judgeSet(policy, set, { request, now: context.now() / 1000 }, nodeCrypto);
  if (verdict === undefined) throw describeNoToken(args.set, set);
  const key = await findTokenKey(set.token?.records ?? [], args.hsm, context);
  const names = { policy: args.policy, set: args.set };
  const checked: CheckedSet = { names, policy, set, request, verdict, key };
  if (args.json) {
    const answer: PolicyCheckAnswer = encodeCheckedPolicy(checked);
    context.stdout.printJson(answer);
  } else context.stdout.printLines(describe(checked, context.now()));
  return verdict.isMet ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

async function readSet(path: string, context: Context): Promise<ApprovalSet> {
  const bytes = await readInput(path, 'approval file', context);
  refuseOtherContent(bytes, 'approvals', path);
  return readApprovalSet(bytes, { path, files: nodeFiles(context.cwd) }, nodeCrypto);
}

async function readRequestFile(path: string, context: Context): Promise<SignedRequest> {
  const { readRequest } = await import('../../../../ceremony/request/statement.ts');
  const { readRequestInput } = await import('../../request/read-inputs.ts');
  return readRequestInput(path, context, readRequest);
}

function describeNoToken(path: string, { token }: ApprovalSet): CommandFailure {
  const mixed = findMixedToken(token?.records ?? []);
  const why =
    mixed === undefined
      ? 'no quorum token that can be read'
      : `a token that no HSM makes: ${describeOddity(mixed)}`;
  return new CommandFailure(
    'file',
    `${path === '-' ? 'standard input' : quoted(path)} has ${why}`,
    path === '-' ? undefined : `"mofn approval lint ${quotePath(path)}" tells more of it`,
  );
}

function describe(checked: CheckedSet, now: number): readonly Line[] {
  const { policy, set, request, verdict, key } = checked;
  const [first] = set.token?.records ?? [];
  const created = createdOf(set);
  const name = policy.name === undefined ? 'policy' : `policy "${escapeUnsafe(policy.name)}"`;
  return [
    `${name}: SHA-256 ${policy.digest}`,
    ...(first === undefined || created === undefined
      ? []
      : [
          `token of ${escapeUnsafe(first.user)}, made ${describeAge(Math.floor(now / 1000) - created)}`,
          `  service:    ${describeService(first.service, set.format)}`,
        ]),
    ...(key === undefined ? [] : describeTokenKey(key).key).map(
      (line, at) => `  ${(at === 0 ? 'key:' : '').padEnd(12)}${line}`,
    ),
    `  operation:  ${request === undefined ? 'none is named: --request names it' : escapeUnsafe(describeOperation(request.request.operation))}`,
    ...verdict.requestProblems.map(
      (problem) => `  the request: ${describeRequestProblem(problem)}`,
    ),
    '',
    ...describeVerdict(verdict),
    '',
    verdict.isMet
      ? [paint('good', 'the policy is met')]
      : [paint('error', 'the policy is not met')],
  ];
}
