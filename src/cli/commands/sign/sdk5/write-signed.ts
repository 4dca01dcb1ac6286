import type { OpenedSigner } from '../../../../signer/signer.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { editFiles } from '../../../output/edit-files.ts';
import { writeResult, writeWhole } from '../../../output/write-file.ts';
import type { Task } from '../plan.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { writeSignature } from '../write-signature.ts';
import { type Prepared, prepareSdk5 } from './prepare.ts';
import { putIn } from './put-in.ts';

/** What was signed, and the signatures. */
export interface Work {
  readonly prepared: Prepared;
  readonly signatures: readonly Uint8Array[];
  readonly signer: OpenedSigner;
}

/** Writes the file with the signatures in it, or the one signature alone, to where the command line says. */
export async function writeSigned(
  work: Work,
  task: Task,
  args: SignArguments,
  context: Context,
): Promise<void> {
  const { prepared, signatures, signer } = work;
  if (args.detached) {
    const [signature = new Uint8Array()] = signatures;
    await writeSignature(signature, task, args, context);
    return;
  }
  if (args.write) {
    await replaceInPlace(work, args, context);
    return;
  }
  const { output, place } = task;
  const { force, out } = args;
  const result = putIn(prepared, signatures, signer.publicKey);
  if (output === undefined) await writeResult(out, result, 'signed file', context);
  else await writeWhole(output, result, 'signed file', context, { force, place });
}

/**
 * Under the file's lock, into what it holds by then: an approval that somebody else has put in meanwhile stays.
 *
 * @throws Failure of kind `file` where something else would be signed than was shown
 */
async function replaceInPlace(
  { prepared, signatures, signer }: Work,
  args: SignArguments,
  context: Context,
): Promise<void> {
  const { path, identity } = prepared;
  const options = { what: 'file to sign', limit: LARGEST };
  await editFiles([path], options, context, async ([file]) => {
    if (file === undefined) return;
    const { bytes, replace } = file;
    const now = await prepareSdk5({ path, bytes }, args, context);
    if (now.identity !== identity || now.document.kind !== prepared.document.kind) {
      throw new CommandFailure(
        'file',
        `${quoted(path)} is not what was shown: it has changed since`,
        'look at it again: nothing was written',
      );
    }
    await replace(putIn(now, signatures, signer.publicKey));
  });
}

/** Most bytes of such a file; what is larger was refused when it was read. */
const LARGEST = 1 << 20;
