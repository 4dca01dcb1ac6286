import type { KeyObject } from 'node:crypto';
import { isFailure } from '../../../failure.ts';
import { readPrivateKey } from '../../../signer/containers/private-key.ts';
import { readSized, TAG } from '../../../signer/encodings/der.ts';
import type { World } from '../../context.ts';
import type { SharedInput } from '../../input/shared-input.ts';
import type { DgstRequest } from './arguments.ts';
import { askPassphrase } from './ask-passphrase.ts';
import { DgstError } from './dgst-error.ts';
import { readKeyFile, unreadableKey } from './key-file.ts';
import type { KeyForm } from './option-values.ts';
import { loadPublicKey } from './public-key.ts';

/**
 * Loads the key of `-sign`, `-verify` or `-prverify`.
 *
 * @param passphrase what `-passin` gave; without it an encrypted key asks for one
 * @throws DgstError in openssl's words
 */
export async function loadKey(
  name: string,
  { keyForm, wantsPublicKey }: DgstRequest,
  passphrase: Buffer | undefined,
  input: SharedInput,
  context: World,
): Promise<KeyObject> {
  const role = wantsPublicKey ? 'public key' : 'private key';
  if (keyForm === 'engine') throw new DgstError(`No engine specified for loading ${role}`);
  if (wantsPublicKey) return loadPublicKey(name, keyForm, context);
  const bytes = restrictToForm(readKeyFile(name, role, context), keyForm);
  if (bytes === undefined) throw unreadableKey(name, role);
  try {
    const { key } = await readPrivateKey(bytes, {
      name,
      formats: 'openssl',
      passphrase: async (container) => {
        const given = passphrase ?? (await askPassphrase(name, container, input, context));
        if (given === undefined) throw unreadableKey(name, role);
        return given;
      },
    });
    return key;
  } catch (error) {
    if (!isFailure(error)) throw error;
    throw unreadableKey(name, role);
  }
}

/** The bytes in which a key of the form may be; none where the file is of another form. */
function restrictToForm(bytes: Uint8Array, form: KeyForm): Uint8Array | undefined {
  const der = readSized(bytes)?.element;
  const isDer = der?.tag === TAG.sequence;
  if (form === 'der') return isDer ? der.whole : undefined;
  return form === 'pem' && isDer ? undefined : bytes;
}
