/**
 * Private keys in files: finds the first one in a file's bytes, wherever OpenSSL 3 would find it, and
 * hands it to node:crypto. What OpenSSL 3 refuses and officers have all the same (old encryptions,
 * PKCS#12 from old tools, OpenSSH's format) is opened by code that is loaded only then.
 */
import { Failure, isFailure } from '../../failure.ts';
import { keyTypeOf } from '../encodings/pem-labels.ts';
import { createKeySigner } from '../key-signer.ts';
import type { PassphraseReader } from '../passphrase.ts';
import type { OpenedSigner } from '../signer.ts';
import type { OpenedKey } from './key-container.ts';
import { type Refusal, summariseRefusals } from './key-refusal.ts';
import { KeySearch } from './key-search.ts';

export interface OpenKeyOptions {
  /** The file's name, for failures. */
  readonly name?: string;
  /**
   * The pass phrase, or what is asked for it when the key turns out to be encrypted, once. Without it
   * such a key is refused.
   */
  readonly passphrase?: string | PassphraseReader;
  /** `openssl`: only what OpenSSL 3 opens with its default provider. Default: `all`. */
  readonly formats?: 'all' | 'openssl';
}

/**
 * Opens an RSA private key: PKCS#1, PKCS#8 and PKCS#12, PEM and DER, encrypted too, OpenSSH's format,
 * Microsoft's PVK and BLOB.
 *
 * @param file the whole file: its bytes, or its text where it is PEM
 * @returns a signer that checks each signature against the public half before it hands it out
 * @throws Failure of kind `key` where there is no private key in it (`no-key`, `no-private-key`,
 *   `key-damaged` …), where it is `not-rsa`, and where the pass phrase is missing (`no-passphrase`) or
 *   wrong (`wrong-passphrase`)
 * @example
 * const signer = await openPrivateKey(await readFile('officer1.key'), {
 *   name: 'officer1.key',
 *   passphrase: 'correct horse',
 * });
 */
export async function openPrivateKey(
  file: Uint8Array | string,
  options: OpenKeyOptions = {},
): Promise<OpenedSigner> {
  const { key } = await readPrivateKey(file, options);
  return createKeySigner(key, { name: options.name });
}

/**
 * Finds the first private key of any kind (RSA, RSA-PSS, EC, DSA, Ed25519 …) in a file's bytes.
 *
 * @throws Failure of kind `key`
 */
export async function readPrivateKey(
  file: Uint8Array | string,
  options: OpenKeyOptions,
): Promise<OpenedKey> {
  const found = await findPrivateKey(file, options);
  if ('key' in found) return found;
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  throw summariseRefusals(found, bytes, options.name);
}

/**
 * As {@link readPrivateKey}, but a file without a key is answered with what was found instead.
 *
 * @throws Failure of kind `key` where there is an encrypted key and no pass phrase for it
 */
export async function findPrivateKey(
  file: Uint8Array | string,
  { name, formats = 'all', passphrase = () => refuseToAsk(name) }: OpenKeyOptions,
): Promise<OpenedKey | readonly Refusal[]> {
  const ask = typeof passphrase === 'string' ? () => passphrase : passphrase;
  const search = new KeySearch(ask, formats);
  const source =
    typeof file === 'string'
      ? Buffer.from(file)
      : Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return (await search.run(source)) ?? search.refusals;
}

/**
 * Whether there is a private key in a file's bytes, in any container: a damaged or encrypted one too.
 * Nothing is decrypted, and nobody asked.
 *
 * @example
 * await holdsPrivateKey(await readFile('officer1.key')); // true
 */
export async function holdsPrivateKey(file: Uint8Array): Promise<boolean> {
  try {
    const found = await findPrivateKey(file, {});
    return 'key' in found || found.some(isOfPrivateKey);
  } catch (thrown) {
    if (isFailure(thrown) && thrown.code === 'no-passphrase') return true;
    throw thrown;
  }
}

function isOfPrivateKey(refusal: Refusal): boolean {
  if (refusal.why === 'key-block-broken') return keyTypeOf(refusal.label) !== undefined;
  return refusal.why !== 'no-private-key';
}

function refuseToAsk(name: string | undefined): never {
  throw new Failure('no-passphrase', { name });
}
