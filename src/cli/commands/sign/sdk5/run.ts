/** `mofn sign` of one file of the newer command line. */

import { readSdk5Set } from '../../../../ceremony/formats/sdk5.ts';
import { listGivenApprovals } from '../../../../ceremony/policy/given-approvals.ts';
import type { GivenApproval } from '../../../../ceremony/policy/verdict.ts';
import { clockOf, type TokenKey } from '../../../../ceremony/token-key.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import type { OpenedSigner } from '../../../../signer/signer.ts';
import { MAY_APPROVE } from '../../../../words/to-sign.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { type Context, canAsk } from '../../../context.ts';
import { findTokenKey } from '../../../input/find-token-key.ts';
import { quoted } from '../../../input/read-file.ts';
import { showWarning } from '../../../output/show-failure.ts';
import type { SignAnswer } from '../answer.ts';
import { askAndSign, openBeside, type SaidBeside, type ToSignNow } from '../ask-and-sign.ts';
import { checkDigest } from '../expected-digest.ts';
import type { Message } from '../message.ts';
import { warnOfNoQuorumKey, warnOfOddKey } from '../odd-key.ts';
import { refuseTerminal, type Task } from '../plan.ts';
import { refuseMixed } from '../refuse-mixed.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { describeSdk5 } from './describe.ts';
import { encodeSdk5 } from './encode.ts';
import { type Prepared, prepareSdk5 } from './prepare.ts';
import { mustAskOfBlind, refuseTokensAtHand } from './refuse-blind.ts';
import { signPrepared } from './sign-prepared.ts';
import { type Work, writeSigned } from './write-signed.ts';

/**
 * @param expected SHA-256 that what is signed must have, hex
 * @returns the exit code
 */
export async function signSdk5(
  message: Message,
  task: Task,
  expected: string | undefined,
  args: SignArguments,
  context: Context,
): Promise<number> {
  const prepared = await prepareSdk5(message, args, context);
  refuseUnplanned(message, task, args, context);
  const { path, identity: digest, records } = prepared;
  const token = { path, digest, records, listApprovals: () => listApprovals(prepared) };
  const beside = await openBeside(task.request, token, args, context);
  const key = await findTokenKey(records, args.hsm, context);
  if (!args.quiet) {
    const lines = describeSdk5(prepared, clockOf(key, context.now()), key);
    context.stderr.printLines([...(beside.request?.lines ?? []), ...lines]);
  }
  checkDigest({ path, digest }, expected);
  refuseMixed(prepared, args.mixed);
  await refuseTokensAtHand(prepared, args, context);
  const work: ToSignNow = {
    mayGoOn: () => mayGoOn(prepared, task, args, context),
    sign: (signer, said) => signAndWrite({ ...prepared, key }, task, signer, said, args, context),
  };
  return askAndSign(beside, work, args, context);
}

/** Who has approved already. */
function listApprovals({ bytes, path }: Prepared): readonly GivenApproval[] {
  return listGivenApprovals(readSdk5Set(bytes, path, nodeCrypto), nodeCrypto);
}

/** What could be read once only turns out to be such a file, after its place was settled. */
function refuseUnplanned(
  { path }: Message,
  { isFilled }: Task,
  args: SignArguments,
  context: Context,
): void {
  if (args.detached) refuseTerminal(args, context);
  if (args.detached || isFilled === true || args['out-dir'] === undefined) return;
  throw new CommandFailure(
    'usage',
    `${path === '-' ? 'standard input' : quoted(path)} is a JSON file that has no name to keep in --out-dir`,
    'name the result with --out',
  );
}

async function signAndWrite(
  prepared: Prepared & { readonly key: TokenKey | undefined },
  task: Task,
  signer: OpenedSigner,
  said: SaidBeside,
  args: SignArguments,
  context: Context,
): Promise<void> {
  if (!args.quiet) await warn(prepared, signer, context);
  const signatures = await signPrepared(prepared, signer);
  const work: Work = { prepared, signatures, signer };
  const isWritten = args.write || task.output !== undefined;
  if (isWritten || !args.json) await writeSigned(work, task, args, context);
  if (!args.quiet && isWritten) {
    const what = args.detached ? 'signature' : 'signed file';
    context.stderr.printLine(`wrote the ${what} ${quoted(task.output ?? task.input)}`);
  }
  if (!args.json) return;
  const answer: SignAnswer = {
    schemaVersion: 1,
    ...encodeSdk5(work, task, args, prepared.key),
    ...said,
  };
  context.stdout.printJson(answer);
}

async function warn(prepared: Prepared, signer: OpenedSigner, context: Context): Promise<void> {
  const { approver, document } = prepared;
  if (document.kind === 'registration') warnOfNoQuorumKey(signer, context);
  else await warnOfOddKey(signer, prepared, context);
  if (approver === undefined || approver.isFit) return;
  showWarning(
    `the service takes no approvals of the role ${approver.role}; without --role it is the right one`,
    context,
  );
}

/** As of other files; and of bare digests wherever --blind does not say it. */
async function mayGoOn(
  prepared: Prepared,
  { input, output, request }: Task,
  args: SignArguments,
  context: Context,
): Promise<boolean> {
  const { askUser } = await import('../../../input/terminal.ts');
  if (mustAskOfBlind(prepared, args, context, { mayAsk: true })) {
    return askUser(`Sign it blind? ${MAY_APPROVE}.`, context);
  }
  const isWritten = args.write || output !== undefined || request !== undefined;
  if (args.yes || !isWritten || input === '-' || !canAsk(context)) return true;
  return askUser(request === undefined ? 'Sign it?' : 'Sign both?', context);
}
