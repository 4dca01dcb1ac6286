import { createPublicKey, KeyObject } from 'node:crypto';
import { Failure } from '../failure.ts';
import { readPublicKey } from './containers/public-key.ts';
import type { Signer } from './signer.ts';
import { matchesKey } from './verify.ts';

/**
 * Signs any bytes, such as those that prove that an officer has a key. What the signer answers is
 * handed out only when its public key verifies it.
 *
 * @param message the whole message
 * @returns RSASSA-PKCS1-v1_5 over SHA-256, as long as the modulus
 * @throws Failure `signature-wrong` where the signer answers anything else, such as RSASSA-PSS;
 *   `not-rsa` or `signer-key-unreadable` where its public key will not do; what the signer itself throws
 * @example
 * const signer = await openPrivateKey(await readFile('officer1.key'));
 * const signature = await signMessage(await readFile('officer1.regtoken'), signer);
 */
export async function signMessage(message: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const publicKey = publicKeyOf(signer);
  const signature = await signer.sign(message);
  if (matchesKey(publicKey, message, signature)) return signature;
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  throw new Failure('signature-wrong', {
    signer: signer.description,
    bytes: signature.length,
    expected: Math.ceil(bits / 8),
  });
}

function publicKeyOf({ publicKey, description }: Signer): KeyObject {
  const key = publicKey instanceof KeyObject ? publicHalf(publicKey) : readBytes(publicKey);
  if (key === undefined) throw new Failure('signer-key-unreadable', { signer: description });
  const type = key.asymmetricKeyType;
  if (type === 'rsa') return key;
  throw new Failure('not-rsa', { name: description, type });
}

function publicHalf(key: KeyObject): KeyObject | undefined {
  if (key.type === 'private') return createPublicKey(key);
  return key.type === 'public' ? key : undefined;
}

function readBytes(key: Uint8Array | string): KeyObject | undefined {
  return readPublicKey(typeof key === 'string' ? Buffer.from(key) : key);
}
