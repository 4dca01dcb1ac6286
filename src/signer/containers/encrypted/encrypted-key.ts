/**
 * EncryptedPrivateKeyInfo (RFC 5958, 3): a key of PKCS#8 under a pass phrase, in a file of its own or in a
 * bag of PKCS#12.
 */
import { childrenOf, type DerElement, readSized } from '../../encodings/der.ts';
import { shapeOf } from '../../encodings/key-shape.ts';
import { viewAsBuffer } from '../../view-as-buffer.ts';
import { schemeOf } from '../encryption-scheme.ts';
import type { Refusal } from '../key-refusal.ts';
import type { Workload } from '../key-work.ts';
import { decryptUnderPassphrase, readPasswordEncryption, worksOf } from './password-encryption.ts';

export interface EncryptedKey {
  readonly element: DerElement;
  /** The code of the container, for refusals. */
  readonly container: string;
}

/**
 * @param ask gives the pass phrase; it is asked only where the work that follows is not too much
 * @returns PrivateKeyInfo, DER; or why there is none
 */
export async function decryptKeyInfo(
  { element, container }: EncryptedKey,
  ask: () => Promise<Uint8Array | undefined>,
  workload: Workload,
): Promise<Buffer | Refusal> {
  const [algorithm, data] = childrenOf(element);
  const encryption = readPasswordEncryption(algorithm);
  const tooMuch = encryption && workload.refuse(container, worksOf(encryption.derivation));
  if (tooMuch !== undefined) return tooMuch;
  if (encryption === undefined || data === undefined) {
    return { why: 'key-encryption-unsupported', container, scheme: schemeOf(element).name };
  }
  const passphrase = await ask();
  const plain = await decryptUnderPassphrase(encryption, data.content, passphrase);
  const inside = plain && readSized(plain)?.element;
  return inside !== undefined && shapeOf(inside) === 'pkcs8'
    ? viewAsBuffer(inside.whole)
    : { why: 'wrong-passphrase' };
}
