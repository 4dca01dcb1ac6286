import { constants, createCipheriv, createPublicKey, publicEncrypt } from 'node:crypto';

import type { WrapMechanism } from '../../key-protocol.ts';
import { Refused } from '../refused.ts';
import { HASH_BYTES } from './digest-info.ts';
import { bytesOfModulus } from './sign-data.ts';
import { GCM_IV_BYTES, gcmOf } from './wrap-mechanism.ts';

/** A key that is wrapped. */
export interface WrappedMaterial {
  /** Of aes-gcm: the ciphertext, and its tag. */
  readonly wrapped: Uint8Array;
  /** Of aes-gcm. */
  readonly iv?: Uint8Array;
}

/**
 * Wraps what a key is made of.
 *
 * @param wrapping an AES key; of the mechanisms of RSA, a SubjectPublicKeyInfo in DER
 * @param makeBytes random bytes
 * @throws Refused where the mechanism takes no more than a part of it
 */
export function wrapMaterial(
  wrapping: Uint8Array,
  mechanism: WrapMechanism,
  payload: Uint8Array,
  makeBytes: (bytes: number) => Uint8Array,
): WrappedMaterial {
  if (mechanism.type === 'aes-gcm') {
    const iv = makeBytes(GCM_IV_BYTES);
    const authTagLength = mechanism.tagBits / 8;
    const cipher = createCipheriv(gcmOf(wrapping), wrapping, iv, { authTagLength });
    cipher.setAAD(mechanism.aad);
    const wrapped = [cipher.update(payload), cipher.final(), cipher.getAuthTag()];
    return { wrapped: Buffer.concat(wrapped), iv };
  }
  const key = createPublicKey({ key: Buffer.from(wrapping), format: 'der', type: 'spki' });
  const maximum = bytesOfModulus(key) - paddingOf(mechanism);
  if (payload.length > maximum) {
    const bytes = payload.length;
    throw new Refused('RET_INVALID_INPUT', { code: 'wrap-too-large', bytes, maximum });
  }
  return {
    wrapped:
      mechanism.type === 'rsa-pkcs'
        ? publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, payload)
        : publicEncrypt(
            { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: mechanism.hash },
            payload,
          ),
  };
}

/** Bytes of a block that are none of the message (RFC 8017, 7.1.1 and 7.2.1). */
function paddingOf(mechanism: Exclude<WrapMechanism, { type: 'aes-gcm' }>): number {
  return mechanism.type === 'rsa-pkcs' ? 11 : 2 * HASH_BYTES[mechanism.hash] + 2;
}
