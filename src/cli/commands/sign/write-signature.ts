import { escapeUnsafe } from '../../../printable.ts';
import { fingerprintKey } from '../../../signer/fingerprint.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import type { Context } from '../../context.ts';
import { writeResult, writeWhole } from '../../output/write-file.ts';
import type { Message } from './message.ts';
import { notePath, type Task } from './plan.ts';

export interface WriteSignatureOptions {
  readonly note: string | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly out: string | undefined;
}

/**
 * Writes a signature, and its note beside it. A signature can be made again, so that writing it does
 * not wait for the disk.
 */
export async function writeSignature(
  signature: Uint8Array,
  message: Message,
  { output, place, notePlace }: Task,
  signer: OpenedSigner,
  { note, force, quiet, out }: WriteSignatureOptions,
  context: Context,
): Promise<void> {
  if (output === undefined) {
    await writeResult(out, signature, 'signature', context, { binary: true });
    return;
  }
  await writeWhole(output, signature, 'signature', context, { force, durable: false, place });
  if (note === undefined) return;
  const text = formatNote(note, message, signer, context.now());
  const options = { force, durable: false, place: notePlace };
  await writeWhole(notePath(output), text, 'note', context, options);
  if (!quiet) context.stderr.printLine(`note: ${NOT_ENFORCED}`);
}

const NOT_ENFORCED =
  'the HSM does not enforce the note: whoever has the approved token can use it for any operation ' +
  'of its service';

function formatNote(
  note: string,
  { path, digest }: Message,
  signer: OpenedSigner,
  now: number,
): string {
  const fingerprint = fingerprintKey(signer.publicKey);
  return [
    `note: ${escapeUnsafe(note.replaceAll(/\s*\n\s*/g, ' '))}`,
    `file: ${escapeUnsafe(path)}`,
    `file-sha256: ${digest}`,
    `key-sha256: ${fingerprint}`,
    `signed: ${new Date(now).toISOString()}`,
    `# ${NOT_ENFORCED}.`,
    '',
  ].join('\n');
}
