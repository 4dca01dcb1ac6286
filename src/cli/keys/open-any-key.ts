import { createPublicKey, type KeyObject } from 'node:crypto';
import { summariseRefusals } from '../../signer/containers/key-refusal.ts';
import { findPrivateKey } from '../../signer/containers/private-key.ts';
import { readPublicKey } from '../../signer/containers/public-key.ts';
import type { Context } from '../context.ts';
import { readInput } from '../input/read-file.ts';
import { createPassphraseReader } from './passphrase-reader.ts';
import type { SecretOptions } from './secret-options.ts';

export interface AnyKey {
  readonly holds: 'private key' | 'public key or certificate';
  readonly publicKey: KeyObject;
}

/**
 * Opens a private key, a public key or a certificate. A private key that stands behind a certificate
 * in one file counts.
 *
 * @throws Failure of kind `file` or `key`
 */
export async function openAnyKey(
  path: string,
  { passin, quiet }: SecretOptions,
  context: Context,
): Promise<AnyKey> {
  const bytes = await readInput(path, 'key', context);
  const found = await findPrivateKey(bytes, {
    name: path,
    passphrase: createPassphraseReader(path, { passin, quiet, stdinTaken: path === '-' }, context),
  });
  if ('key' in found) return { holds: 'private key', publicKey: createPublicKey(found.key) };
  const publicKey = readPublicKey(bytes);
  if (publicKey === undefined) throw summariseRefusals(found, bytes, path, 'any');
  return { holds: 'public key or certificate', publicKey };
}
