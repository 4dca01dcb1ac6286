import {
  encodeVerifiedRequest,
  isVerified,
  type RequestFinding,
} from '../../../../answers/request/encode-verified.ts';
import type { Policy } from '../../../../ceremony/policy/policy.ts';
import { judgeRequest } from '../../../../ceremony/request/judge-request.ts';
import { judgeRequestSignatures } from '../../../../ceremony/request/judge-signatures.ts';
import type { RequestProblem, SignedRequest } from '../../../../ceremony/request/request.ts';
import { readRequest } from '../../../../ceremony/request/statement.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import {
  describeRequest,
  describeRequestProblem,
  describeRequestSignature,
  describeSignatureHint,
} from '../../../../words/request.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readPolicyInput } from '../../../input/read-policy.ts';
import { type RosterInput, readRosterInput, rosterInputOf } from '../../../input/read-roster.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import { showRosterProblems } from '../../../output/show-roster-problems.ts';
import { readRequestInput, readTokenInput } from '../read-inputs.ts';
import type { RequestVerifyAnswer } from './answer.ts';
import type { requestVerify } from './definition.ts';

export { requestVerify as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof requestVerify>;

export async function run(args: Arguments, context: Context): Promise<number> {
  const signed = await readRequestInput(args.request, context, readRequest);
  const token = args.token === undefined ? undefined : await readTokenInput(args.token, context);
  const policy =
    args.policy === undefined ? undefined : await readPolicyInput(args.policy, context);
  const at = token?.records[0]?.created ?? signed.request.made;
  const roster = await readKeys(args, policy, context);
  const now = Math.floor(context.now() / 1000);
  const finding: RequestFinding = {
    signed,
    problems: judgeRequest(signed.request, { token, now, policy: policy?.digest ?? null }),
    judged: roster && judgeRequestSignatures(signed, roster.holdersAt(at), nodeCrypto),
  };
  const verified = isVerified(finding);
  if (args.json) {
    const answer: RequestVerifyAnswer = encodeVerifiedRequest(args.request, finding);
    context.stdout.printJson(answer);
  } else context.stdout.printLines(describe(finding));
  return verified ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

/** The roster's keys, or the policy's where there is no roster. */
async function readKeys(
  { roster: path, policy: policyPath, quiet }: Arguments,
  policy: Policy | undefined,
  context: Context,
): Promise<RosterInput | undefined> {
  if (path !== undefined) {
    const roster = await readRosterInput(path, context);
    if (!quiet) showRosterProblems(roster.rosterAt(), context);
    return roster;
  }
  if (policy === undefined || policyPath === undefined) return undefined;
  return rosterInputOf(policy, policyPath, context);
}

function describe({ signed, problems, judged }: RequestFinding): readonly string[] {
  return [
    ...describeRequest(signed.request),
    ...listSignatures(signed, judged),
    ...problems.map(
      (problem) => `wrong      ${describeRequestProblem(problem)}${askForPolicy(problem)}`,
    ),
  ];
}

/** A roster that is a policy gives its keys, and is not taken for the policy at hand. */
function askForPolicy(problem: RequestProblem): string {
  return problem.code === 'other-policy' && problem.found === undefined
    ? '; name it: --policy'
    : '';
}

function listSignatures(
  { signatures }: SignedRequest,
  judged: RequestFinding['judged'],
): readonly string[] {
  if (signatures.length === 0) return ['signed     by nobody yet'];
  if (judged !== undefined) {
    return foldLines(judged, (one) => [`signed     ${describeRequestSignature(one)}`]);
  }
  return [
    ...foldLines(signatures, ({ keyId }) => [`signed     ${describeSignatureHint(keyId)}`]),
    'unchecked  no roster and no policy says whose keys are trusted',
  ];
}
