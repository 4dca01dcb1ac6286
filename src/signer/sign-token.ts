import { createHash } from 'node:crypto';
import { readTokenFile, type TokenFile } from '../token/token-file.ts';
import { signMessage } from './sign-message.ts';
import type { Signer } from './signer.ts';

/**
 * Signs a quorum token: the records in it, whichever kind of file they stand in. What the signer
 * answers is handed out only when its public key verifies it.
 *
 * @param token a token file as it was read, or its bytes
 * @returns the signature for an approval: RSASSA-PKCS1-v1_5 over SHA-256, as long as the modulus
 * @throws Failure of kind `file` where the bytes are no quorum token; for what else, see {@link
 *   signMessage}
 * @example
 * const signer = await openPrivateKey(await readFile('officer1.key'));
 * const signature = await signToken(await readFile('officer1.token'), signer);
 */
export async function signToken(
  token: Uint8Array | TokenFile,
  signer: Signer,
): Promise<Uint8Array> {
  const { signedBytes } = 'signedBytes' in token ? token : readTokenFile(token, { sha256 });
  return signMessage(signedBytes, signer);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
