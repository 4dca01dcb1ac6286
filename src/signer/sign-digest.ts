import { Failure } from '../failure.ts';
import type { OpenedSigner } from './signer.ts';

/**
 * Signs what only its digest is known of: nobody can see what is signed, so that whoever calls this has to
 * have asked. What the signer answers was checked with its public key.
 *
 * @param digest SHA-256, 32 bytes
 * @returns RSASSA-PKCS1-v1_5 over SHA-256: the bytes of `openssl pkeyutl -sign -pkeyopt digest:sha256`
 * @throws Failure `signer-no-digest` where the key's owner signs messages only; what the signer itself throws
 * @example
 * const signer = await openPrivateKey(await readFile('officer1.key'));
 * const signature = await signDigest(createHash('sha256').update('log-in').digest(), signer);
 */
export async function signDigest(digest: Uint8Array, signer: OpenedSigner): Promise<Uint8Array> {
  if (signer.signDigest !== undefined) return signer.signDigest(digest);
  throw new Failure('signer-no-digest', { signer: signer.description });
}
