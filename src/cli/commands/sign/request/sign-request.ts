/** Signs a request, before the token: no signature of a token is made without one of what it is for. */
import { resolve } from 'node:path';
import { areUint8ArraysEqual } from 'uint8array-extras';
import { addSignature } from '../../../../ceremony/dsse/add-signature.ts';
import type { EnvelopeSignature } from '../../../../ceremony/dsse/envelope.ts';
import { readRequest } from '../../../../ceremony/request/statement.ts';
import { Failure } from '../../../../failure.ts';
import { syncFolder } from '../../../../files/folder.ts';
import { findPlace } from '../../../../files/place.ts';
import { errorCode, systemNameOf } from '../../../../files/system-error.ts';
import { fingerprintKey } from '../../../../signer/fingerprint.ts';
import { signMessage } from '../../../../signer/sign-message.ts';
import type { OpenedSigner } from '../../../../signer/signer.ts';
import { matchesKey } from '../../../../signer/verify.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { editFiles } from '../../../output/edit-files.ts';
import { writeWhole } from '../../../output/write-file.ts';
import type { PreparedRequest } from './prepare-request.ts';

/** What came of a request. */
export interface RequestWork {
  readonly prepared: PreparedRequest;
  readonly signature: Uint8Array;
  /** Whether the same key had signed it before, so that nothing was added. */
  readonly wasSigned: boolean;
}

/**
 * Signs a request, and waits until it is on the disk.
 *
 * @throws Failure of kind `key` where the signer refuses; of kind `file` where it cannot be written, or is not what
 *   was shown any more
 */
export async function signRequest(
  prepared: PreparedRequest,
  signer: OpenedSigner,
  { force }: { readonly force: boolean },
  context: Context,
): Promise<RequestWork> {
  const { task, bytes, signed } = prepared;
  const own = findOwn(prepared, signer);
  const signature = own?.signature ?? (await signMessage(signed.signedBytes, signer));
  const added = { keyId: fingerprintKey(signer.publicKey), signature };
  const work = { prepared, signature, wasSigned: own !== undefined };
  if (!task.isEdited) {
    const result = own === undefined ? putIn(bytes, added) : bytes;
    const { output, place } = task;
    await writeWhole(output, result, 'signed request', context, { force, place });
  } else if (own === undefined) await replaceInPlace(prepared, added, context);
  waitForName(task.output, context);
  return work;
}

/**
 * Waits until a file's name is on the disk, and not only its bytes: a token's signature may be there right
 * after it.
 */
function waitForName(path: string, { cwd }: Context): void {
  try {
    syncFolder(findPlace(resolve(cwd, path)).folder);
  } catch (error) {
    // A folder that may be written and not read: then it is the system that sees to it.
    if (errorCode(error) === 'EACCES') return;
    throw new Failure(
      'file-unwritable',
      { what: 'signed request', path, system: systemNameOf(error) },
      { cause: error },
    );
  }
}

/** By the key itself: what an envelope says of its keys is a hint. */
function findOwn(
  { signed: { signedBytes, signatures } }: PreparedRequest,
  { publicKey }: OpenedSigner,
): EnvelopeSignature | undefined {
  return signatures.find(({ signature }) => matchesKey(publicKey, signedBytes, signature));
}

/** Under the file's lock, into what it holds by then: a signature that somebody else has put in meanwhile stays. */
async function replaceInPlace(
  { task, signed }: PreparedRequest,
  added: EnvelopeSignature,
  context: Context,
): Promise<void> {
  const options = { what: 'request', limit: LARGEST };
  await editFiles([task.output], options, context, async ([file]) => {
    if (file === undefined) return;
    const { payload } = readRequest(file.bytes);
    if (!areUint8ArraysEqual(payload, signed.payload)) {
      throw new CommandFailure(
        'file',
        `${quoted(task.output)} is not what was shown: it has changed since`,
        'look at it again: nothing was written',
      );
    }
    await file.replace(putIn(file.bytes, added));
  });
}

/** What is handed out has the signature, whoever reads it. */
function putIn(bytes: Uint8Array, added: EnvelopeSignature): Uint8Array {
  const result = addSignature(bytes, added);
  const { signatures } = readRequest(result);
  const isThere = signatures.some((one) => areUint8ArraysEqual(one.signature, added.signature));
  if (!isThere) throw new Error('the request reads otherwise than it was written');
  return result;
}

/** Most bytes of a request; what is larger was refused when it was read. */
const LARGEST = 1 << 20;
