/**
 * PKCS#8 under a pass phrase (RFC 5958, 3), in the encryptions that OpenSSL 3 still has.
 */
import { createKeyOfDer } from '../create-key.ts';
import type { DerPiece, Opening, OpeningTools } from '../key-container.ts';
import { decryptKeyInfo } from './encrypted-key.ts';

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
