/** A request that is signed with a token, and everything that speaks against it. */
import type { SignedToken } from '../../../../ceremony/approval-set.ts';
import { judgeRequest } from '../../../../ceremony/request/judge-request.ts';
import type { RequestProblem, SignedRequest } from '../../../../ceremony/request/request.ts';
import { readRequest } from '../../../../ceremony/request/statement.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { describeRequest, describeRequestProblem } from '../../../../words/request.ts';
import { nameInput } from '../../../../words/token.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted, readInput } from '../../../input/read-file.ts';
import { refuseOtherContent } from '../../../input/refuse-other-content.ts';
import { describeThrown } from '../../../output/describe-thrown.ts';
import type { RequestTask } from './plan-request.ts';

/** A request that may be signed. */
export interface PreparedRequest {
  readonly task: RequestTask;
  readonly bytes: Uint8Array;
  readonly signed: SignedRequest;
}

/** The token that a request is signed with. */
export interface TokenAtHand extends Pick<SignedToken, 'digest' | 'records'> {
  readonly path: string;
}

/**
 * @param policy SHA-256 of the policy at hand, hex; null where there is none
 * @throws Failure of kind `file` where it is no request, or does not fit token, policy and time
 */
export async function prepareRequest(
  task: RequestTask,
  token: TokenAtHand,
  policy: string | null,
  context: Context,
): Promise<PreparedRequest> {
  const bytes = await readInput(task.input, 'request', context);
  refuseOtherContent(bytes, 'request', task.input);
  const signed = await read(task, bytes, context);
  if (token.records.length === 0) {
    throw new CommandFailure(
      'file',
      `${nameOf(token.path)} is no quorum token, and a request is for one`,
      'to sign it alone, leave out --request',
    );
  }
  const now = context.now() / 1000;
  const problems = judgeRequest(signed.request, { token, now, policy });
  const [problem] = problems;
  if (problem === undefined) return { task, bytes, signed };
  const reasons = problems.map(describeRequestProblem).join('; ');
  throw new CommandFailure(
    'file',
    `the request ${nameOf(task.input)} is not signed: ${reasons}`,
    hintAt(problem, task),
  );
}

async function read(
  { input }: RequestTask,
  bytes: Uint8Array,
  context: Context,
): Promise<SignedRequest> {
  try {
    return readRequest(bytes);
  } catch (error) {
    const told = await describeThrown(error, context);
    if (told === undefined) throw error;
    const message = `the request ${nameOf(input)} is not signed: ${told.message}`;
    throw new CommandFailure(told.kind, message, told.hint, { cause: error });
  }
}

function hintAt(problem: RequestProblem, { input }: RequestTask): string {
  switch (problem.code) {
    case 'other-policy':
      return problem.found === undefined
        ? 'name the policy that was agreed on: --policy'
        : 'ask whoever made the request which policy was agreed on';
    case 'from-the-future':
      return 'nothing was signed; set the clock that is wrong';
    case 'expired':
      return 'nothing was signed; whoever asks makes another with "mofn request new"';
    default:
      return input === '-'
        ? 'nothing was signed; ask whoever sent it'
        : `nothing was signed; "mofn request show ${quotePath(input)}" tells all that it says`;
  }
}

function nameOf(path: string): string {
  return path === '-' ? 'on standard input' : quoted(path);
}

/** Lines that tell what is asked for. */
export function describePrepared({ task, signed }: PreparedRequest): readonly string[] {
  const lines = describeRequest(signed.request).map((line) => `  ${line}`);
  return [`${nameInput(task.input)}: request of ${signed.request.requester}`, ...lines];
}
