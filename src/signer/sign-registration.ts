import { Failure } from '../failure.ts';
import { isPae } from '../token/pae.ts';
import { findRecordBytes } from '../token/record.ts';
import { signMessage } from './sign-message.ts';
import type { Signer } from './signer.ts';

/**
 * Signs the data of a registration, which prove that an officer has a key. Officers sign tokens with the same
 * key, so that data which are records of a token, or hold one anywhere, or are what is signed of a request or a policy, are never signed: the
 * signature would be one of that.
 *
 * @returns RSASSA-PKCS1-v1_5 over SHA-256, as long as the modulus
 * @throws Failure `registration-token` where there is a record in the data; `registration-envelope` where they
 *   are what is signed of an envelope; what signMessage throws
 * @example
 * const signer = await openPrivateKey(await readFile('officer1.key'));
 * const signature = await signRegistration(await readFile('officer1.regtoken'), signer);
 */
export async function signRegistration(data: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const { length: records } = findRecordBytes(data);
  if (records > 0) throw new Failure('registration-token', { records });
  if (isPae(data)) throw new Failure('registration-envelope', {});
  return signMessage(data, signer);
}
