/**
 * Keys on PKCS#11 tokens, by their URI (RFC 7512): what `openssl dgst` does only with a provider.
 */
import { resolve } from 'node:path';

import { isFailure } from '../../../failure.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import type { World } from '../../context.ts';
import type { SharedInput } from '../../input/shared-input.ts';
import type { DgstRequest } from './arguments.ts';
import { askPassphrase } from './ask-passphrase.ts';
import { DgstError } from './dgst-error.ts';
import type { Digest } from './digests.ts';
import type { KeyWork } from './key-work.ts';

/** Whether the value of `-sign`, `-verify` or `-prverify` is the URI of a key on a token. */
export function isTokenKey(name: string | undefined): name is string {
  return name?.startsWith('pkcs11:') === true;
}

/**
 * Opens a key on a token. The PIN is the URI's, else what `-passin` gave, else asked for.
 *
 * @throws DgstError with openssl's first words, and why
 */
export async function openTokenKey(
  uri: string,
  passphrase: Buffer | undefined,
  input: SharedInput,
  context: World,
): Promise<OpenedSigner> {
  const { openSource } = await import('../../../signer/sources/open-source.ts');
  try {
    return await openSource(uri, {
      env: context.env,
      resolvePath: (path) => resolve(context.cwd, path),
      askPin: async (token) => {
        const pin = passphrase ?? (await askPassphrase(`token ${token}`, 'key', input, context));
        if (pin === undefined) throw new DgstError('Could not find private key: no PIN');
        return pin.toString();
      },
    });
  } catch (error) {
    throw await explain(error, 'Could not find private key');
  }
}

/**
 * What signs with a key on a token: RSA PKCS#1 v1.5 over SHA-256, which is all that officers sign.
 *
 * @throws DgstError where another digest or padding is asked for
 */
export function signWithToken(
  signer: OpenedSigner,
  { algorithm, label }: Digest,
  { signatureOptions }: DgstRequest,
): KeyWork {
  if (algorithm !== 'sha256')
    throw new DgstError('Error setting context\na key on a token signs SHA-256 only');
  const refused = signatureOptions.find((option) => option !== 'rsa_padding_mode:pkcs1');
  if (refused !== undefined) throw new DgstError(`Signature parameter error "${refused}"`);
  const pieces: Uint8Array[] = [];
  return {
    signatureLabel: `RSA-${label}`,
    digestLabel: label,
    update(piece) {
      // The buffer of a piece is used again for the next.
      pieces.push(Uint8Array.from(piece));
    },
    async finish() {
      try {
        const signature = Buffer.from(await signer.sign(Buffer.concat(pieces)));
        return { kind: 'signature', signature };
      } catch (error) {
        throw await explain(error, 'Error signing data');
      }
    },
  };
}

async function explain(error: unknown, words: string): Promise<unknown> {
  if (!isFailure(error)) return error;
  const { describeFailure } = await import('../../../words/failures/index.ts');
  return new DgstError(`${words}: ${describeFailure(error).message}`, { cause: error });
}
