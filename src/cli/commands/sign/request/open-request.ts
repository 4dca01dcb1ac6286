/** What `--request` adds to signing a token. */
import type { SignedRequest } from '../../../../ceremony/request/request.ts';
import type { OpenedSigner } from '../../../../signer/signer.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { describeThrown } from '../../../output/describe-thrown.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { writeCommand } from '../write-command.ts';
import type { RequestTask } from './plan-request.ts';
import { describePrepared, prepareRequest, type TokenAtHand } from './prepare-request.ts';
import { type RequestWork, signRequest } from './sign-request.ts';

/** A request that may be signed, and is signed before the token. */
export interface OpenedRequest {
  readonly signed: SignedRequest;
  /** For people. */
  readonly lines: readonly string[];
  /**
   * Signs it, writes it, and only then does what signs the token.
   *
   * @throws what `signToken` throws, with what is to be done now that one of the two is signed
   */
  readonly signFirst: (
    signer: OpenedSigner,
    signToken: (work: RequestWork) => Promise<void>,
  ) => Promise<void>;
}

/**
 * @param policy SHA-256 of the policy at hand, hex; null where there is none
 * @throws as prepareRequest
 */
export async function openRequest(
  task: RequestTask,
  token: TokenAtHand,
  policy: string | null,
  args: SignArguments,
  context: Context,
): Promise<OpenedRequest> {
  const prepared = await prepareRequest(task, token, policy, context);
  return {
    signed: prepared.signed,
    lines: describePrepared(prepared),
    signFirst: async (signer, signToken) => {
      const work = await signRequest(prepared, signer, args, context);
      if (!args.quiet) context.stderr.printLine(tell(work));
      try {
        await signToken(work);
      } catch (error) {
        throw await explainHalf(error, prepared.task, args, context);
      }
    },
  };
}

function tell({ prepared: { task }, wasSigned }: RequestWork): string {
  const name = quoted(task.output);
  return wasSigned
    ? `the request ${name} has a signature by this key already`
    : `wrote the signed request ${name}`;
}

/** The request is signed, the token is not. */
async function explainHalf(
  error: unknown,
  { output }: RequestTask,
  args: SignArguments,
  context: Context,
): Promise<unknown> {
  const told = await describeThrown(error, context);
  if (told === undefined) return error;
  const path = quotePath(output);
  const again = writeCommand({ ...args, request: output, 'request-out': output }, []);
  const first = told.hint === undefined ? '' : `${told.hint}; then `;
  return new CommandFailure(
    told.kind,
    [`the request is signed, in ${quoted(output)}, and the token is not:`, ...told.lines],
    `${first}sign again, where ${path} gains no second signature: ${again}`,
    { cause: error },
  );
}
