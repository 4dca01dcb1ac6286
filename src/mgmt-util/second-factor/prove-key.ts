import type { KeyProof } from '../../hsm/protocol.ts';
import { openPublicKey } from '../../signer/containers/public-key.ts';
import type { AuthDataDocument } from '../../token/sdk5/document.ts';
import { printKeyFailure } from '../registration.ts';
import type { NumberedServer, Shell } from '../shell.ts';
import { WORDS } from '../words.ts';
import type { Challenge } from './challenge.ts';
import { findSignatures } from './find-signatures.ts';
import { haveSigned, readAuthData } from './have-signed.ts';

/**
 * Has a key that is to become a second factor sign what each server asks. Without a signature for each of them,
 * or without the key, no server hears of any.
 *
 * @param ask asks the servers; those that it leaves out are left out
 * @returns undefined where the command is to end; why was printed
 */
export async function proveKey(
  command: string,
  path: string,
  shell: Shell,
  ask: () => Promise<readonly Challenge[] | undefined>,
): Promise<ReadonlyMap<NumberedServer, KeyProof> | undefined> {
  const answered = await haveSigned(path, shell, ask);
  if (answered === undefined) return undefined;
  const document = readAuthData(answered.path, shell);
  if (document === undefined) return undefined;
  const signatures = findSignatures(answered, document, shell);
  if (signatures.size < answered.challenges.length) return undefined;
  const publicKey = await readKey(command, answered.path, document, shell);
  if (publicKey === undefined) return undefined;
  return new Map([...signatures].map(([server, signature]) => [server, { publicKey, signature }]));
}

/** @returns undefined where there is none that can be read; why was printed */
async function readKey(
  command: string,
  path: string,
  { publicKey }: AuthDataDocument,
  shell: Shell,
): Promise<Uint8Array | undefined> {
  if (publicKey === undefined || publicKey.text.trim() === '') {
    shell.print(WORDS.notRead(path, WORDS.noPublicKey));
    shell.note({ code: 'authdata-without-key', path });
    return undefined;
  }
  try {
    const opened = await openPublicKey(publicKey.text, { name: path });
    return opened.export({ type: 'spki', format: 'der' });
  } catch (thrown) {
    await printKeyFailure(command, path, thrown, shell);
    return undefined;
  }
}
