import type { Context } from '../../context.ts';
import { writeResult, writeWhole } from '../../output/write-file.ts';
import type { Task } from './plan.ts';

export interface WriteSignatureOptions {
  readonly force: boolean;
  readonly out: string | undefined;
}

/** Writes a signature. It can be made again, so that writing it does not wait for the disk. */
export async function writeSignature(
  signature: Uint8Array,
  { output, place, folders }: Task,
  { force, out }: WriteSignatureOptions,
  context: Context,
): Promise<void> {
  if (output === undefined) {
    await writeResult(out, signature, 'signature', context, { binary: true });
    return;
  }
  await writeWhole(output, signature, 'signature', context, {
    force,
    durable: false,
    place,
    folders,
  });
}
