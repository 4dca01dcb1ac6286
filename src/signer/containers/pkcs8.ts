/**
 * PKCS#8 (RFC 5208), in the encryptions that OpenSSL 3 still has.
 */
import { unwrapX500Key } from '../encodings/key-shape.ts';
import { createKeyOfDer } from './create-key.ts';
import { decryptKeyInfo } from './encrypted-key.ts';
import type { DerPiece, Opening, OpeningTools } from './key-container.ts';

export function openPkcs8({ element }: DerPiece): Opening {
  const inner = unwrapX500Key(element);
  return inner === undefined
    ? createKeyOfDer(element.whole, 'pkcs8')
    : createKeyOfDer(inner, 'pkcs1');
}

export async function openEncryptedPkcs8(
  { element }: DerPiece,
  { ask, workload, legacy }: OpeningTools,
): Promise<Opening> {
  const key = await decryptKeyInfo({ element, container: 'encrypted-pkcs8' }, ask, workload);
  if (!('why' in key)) return createKeyOfDer(key, 'pkcs8');
  // OpenSSL finds out only then that it has not got an encryption.
  if (key.why === 'key-encryption-unsupported' && !legacy) await ask();
  return key;
}
