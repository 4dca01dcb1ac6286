/**
 * Private keys in files: finds the first one in a file's bytes, wherever OpenSSL 3 would find it, and
 * hands it to node:crypto. What OpenSSL 3 refuses and officers have all the same (old encryptions,
 * PKCS#12 from old tools, OpenSSH's format) is opened by code that is loaded only then.
 */
import { Failure } from '../../failure.ts';
import { createKeySigner } from '../key-signer.ts';
import type { PassphraseReader } from '../passphrase.ts';
import type { Signer } from '../signer.ts';
import type { OpenedKey } from './key-container.ts';
import { type Refusal, summariseRefusals } from './key-refusal.ts';
import { KeySearch } from './key-search.ts';

export interface OpenKeyOptions {
  /** The file's name, for messages. */
  readonly name: string;
  /** Asked when the key turns out to be encrypted, once. Without it such a key is refused. */
  readonly passphrase?: PassphraseReader;
  /** `openssl`: only what OpenSSL 3 opens with its default provider. Default: `all`. */
  readonly formats?: 'all' | 'openssl';
}

/**
 * Opens an RSA private key: PKCS#1, PKCS#8 and PKCS#12, PEM and DER, encrypted too, OpenSSH's format,
 * Microsoft's PVK and BLOB.
 *
 * @param bytes the whole file
 * @returns a signer that checks each signature against the public half before it hands it out
 * @throws Failure of kind `key` where there is no private key in it, where it is not RSA, or where
 *   the pass phrase is missing or wrong
 * @example
 * const signer = await openPrivateKey(await readFile('officer1.key'), {
 *   name: 'officer1.key',
 *   passphrase: () => Buffer.from('correct horse'),
 * });
 */
export async function openPrivateKey(bytes: Uint8Array, options: OpenKeyOptions): Promise<Signer> {
  const { key } = await readPrivateKey(bytes, options);
  return createKeySigner(key, options.name);
}

/**
 * Finds the first private key of any kind (RSA, RSA-PSS, EC, DSA, Ed25519 …) in a file's bytes.
 *
 * @throws Failure of kind `key`
 */
export async function readPrivateKey(
  bytes: Uint8Array,
  options: OpenKeyOptions,
): Promise<OpenedKey> {
  const found = await findPrivateKey(bytes, options);
  if ('key' in found) return found;
  throw summariseRefusals(found, options.name);
}

/**
 * As {@link readPrivateKey}, but a file without a key is answered with what was found instead.
 *
 * @throws Failure of kind `key` where there is an encrypted key and no pass phrase for it
 */
export async function findPrivateKey(
  bytes: Uint8Array,
  options: OpenKeyOptions,
): Promise<OpenedKey | readonly Refusal[]> {
  const { name, formats = 'all', passphrase = () => refuseToAsk(name) } = options;
  const search = new KeySearch(passphrase, formats);
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (await search.run(source)) ?? search.refusals;
}

function refuseToAsk(name: string): never {
  throw new Failure('no-passphrase', { name });
}
