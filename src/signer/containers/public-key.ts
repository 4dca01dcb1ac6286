/**
 * Public keys as officers have them: on their own, in a certificate, or as the half of a private key.
 */
import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { recogniseContent } from '../../content/recognise-content.ts';
import { Failure } from '../../failure.ts';
import type { DerElement } from '../encodings/der.ts';
import { findPublicKey } from '../encodings/find-public-key.ts';
import { shapeOf } from '../encodings/key-shape.ts';
import { viewAsBuffer } from '../view-as-buffer.ts';
import { summariseRefusals } from './key-refusal.ts';
import { findPrivateKey, type OpenKeyOptions } from './private-key.ts';

/**
 * Opens a public key: SubjectPublicKeyInfo or PKCS#1, PEM or DER; the one of a certificate; or the
 * public half of a private key, as {@link findPrivateKey} reads them.
 *
 * @param file the whole file, its bytes or the text of PEM; of several keys and certificates in it the
 *   first counts
 * @returns a public KeyObject of any type
 * @throws Failure of kind `key`
 * @example
 * const key = await openPublicKey(await readFile('officer1.pub'), { name: 'officer1.pub' });
 */
export async function openPublicKey(
  file: Uint8Array | string,
  options: OpenKeyOptions = {},
): Promise<KeyObject> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const plain = readPublicKey(bytes);
  if (plain !== undefined) return plain;
  const found = await findPrivateKey(bytes, options);
  if ('key' in found) return createPublicKey(found.key);
  if (found.some(({ why }) => why !== 'no-private-key'))
    throw summariseRefusals(found, bytes, options.name);
  throw new Failure('no-key', {
    name: options.name,
    wanted: 'any',
    found: recogniseContent(bytes),
  });
}

/**
 * The first public key or certificate in the bytes; a private key is not looked at.
 *
 * @returns nothing where there is none, or a private key stands first
 */
export function readPublicKey(bytes: Uint8Array): KeyObject | undefined {
  return findPublicKey(bytes, keyOfDer);
}

function keyOfDer(element: DerElement): KeyObject | undefined {
  try {
    switch (shapeOf(element)) {
      case 'spki':
        return createPublicKey({ key: viewAsBuffer(element.whole), format: 'der', type: 'spki' });
      case 'pkcs1-public':
        return createPublicKey({ key: viewAsBuffer(element.whole), format: 'der', type: 'pkcs1' });
      case 'certificate':
        return new X509Certificate(element.whole).publicKey;
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
