/** What comes before the signature of one file: what it is for, who may approve, the question, the key. */
import type { GivenApproval } from '../../../ceremony/policy/verdict.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { openSigner } from '../../keys/open-signer.ts';
import type { Signed } from './answer.ts';
import type { OpenedPolicy } from './policy/open-policy.ts';
import type { OpenedRequest } from './request/open-request.ts';
import type { RequestTask } from './request/plan-request.ts';
import type { TokenAtHand } from './request/prepare-request.ts';
import type { RequestWork } from './request/sign-request.ts';
import { type SignArguments, signerOptions } from './sign-arguments.ts';

/** What is looked at beside a token. */
export interface Beside {
  readonly request: OpenedRequest | undefined;
  readonly policy: OpenedPolicy | undefined;
}

/** A token, and the approvals that are in its file; a classic token has none. */
export interface TokenToApprove extends TokenAtHand {
  readonly listApprovals?: () => readonly GivenApproval[];
}

/**
 * Opens request and policy; all that they take is loaded only where they are given.
 *
 * @throws Failure of kind `file` where one of them is not for this token, or cannot be read
 */
export async function openBeside(
  task: RequestTask | undefined,
  token: TokenToApprove,
  args: SignArguments,
  context: Context,
): Promise<Beside> {
  const policy =
    args.policy === undefined
      ? undefined
      : await (await import('./policy/open-policy.ts')).openPolicy(args.policy, token, context);
  if (task === undefined) return { request: undefined, policy };
  const { openRequest } = await import('./request/open-request.ts');
  const digest = policy?.digest ?? null;
  return { request: await openRequest(task, token, digest, args, context), policy };
}

/** What is said of request and policy beside the signature. */
export type SaidBeside = Pick<Signed, 'request' | 'policy'>;

/** One signature. */
export interface ToSignNow {
  readonly mayGoOn: () => Promise<boolean>;
  /** Signs and writes the token. */
  readonly sign: (signer: OpenedSigner, said: SaidBeside) => Promise<void>;
}

/**
 * Asks, opens the key, and signs: the request first.
 *
 * @returns the exit code
 */
export async function askAndSign(
  { request, policy }: Beside,
  { mayGoOn, sign }: ToSignNow,
  args: SignArguments,
  context: Context,
): Promise<number> {
  // With a policy there is more to be told before the question: the key says whose signature it will be.
  if (policy === undefined && !(await mayGoOn())) return sayNotSigned(context);
  const signer = await openSigner(signerOptions(args), context);
  try {
    const foretold = policy?.foretell(request?.signed, signer, args.as);
    if (foretold !== undefined) {
      if (!args.quiet) context.stderr.printLines(foretold.lines);
      if (!(await mayGoOn())) return sayNotSigned(context);
    }
    const signToken = async (work?: RequestWork): Promise<void> =>
      sign(signer, {
        ...(foretold !== undefined && { policy: foretold.answer }),
        ...(work !== undefined && { request: await encodeRequest(work) }),
      });
    await (request === undefined ? signToken() : request.signFirst(signer, signToken));
  } finally {
    await signer.close();
  }
  return EXIT_CODES.done.code;
}

async function encodeRequest(work: RequestWork): Promise<NonNullable<Signed['request']>> {
  const module = await import('./request/encode-request.ts');
  return module.encodeRequest(work);
}

function sayNotSigned(context: Context): number {
  context.stderr.printLine('not signed');
  return EXIT_CODES.negative.code;
}
