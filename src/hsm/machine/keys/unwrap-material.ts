import { constants, createDecipheriv, createPrivateKey, privateDecrypt } from 'node:crypto';

import type { WrapMechanism } from '../../key-protocol.ts';
import { Refused } from '../refused.ts';
import { bytesOfModulus } from './sign-data.ts';
import { GCM_IV_BYTES, gcmOf } from './wrap-mechanism.ts';

/** A key that is wrapped, as it comes from outside. */
interface WrappedKey {
  readonly wrapped: Uint8Array;
  readonly iv?: Uint8Array | undefined;
}

/**
 * Unwraps what a key is made of.
 *
 * @param wrapping an AES key; of the mechanisms of RSA, PKCS #8 in DER
 * @returns nothing where it cannot be unwrapped: why, is not told
 * @throws Refused where the initialization vector that aes-gcm needs is none
 */
export function unwrapMaterial(
  wrapping: Uint8Array,
  mechanism: WrapMechanism,
  given: WrappedKey,
): Uint8Array | undefined {
  const iv = mechanism.type === 'aes-gcm' ? requireIv(given.iv) : undefined;
  try {
    if (mechanism.type === 'aes-gcm') return decryptGcm(wrapping, mechanism, given.wrapped, iv);
    const key = createPrivateKey({ key: Buffer.from(wrapping), format: 'der', type: 'pkcs8' });
    if (given.wrapped.length !== bytesOfModulus(key)) return undefined;
    if (mechanism.type === 'rsa-oaep') {
      const padding = constants.RSA_PKCS1_OAEP_PADDING;
      return privateDecrypt({ key, padding, oaepHash: mechanism.hash }, given.wrapped);
    }
    // Node does not take the padding of PKCS #1 v1.5 off, since OpenSSL 3.0 does not hide how it fails
    // (CVE-2023-46809). Here whoever asks learns the same of every failure.
    return unpad(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, given.wrapped));
  } catch {
    return undefined;
  }
}

function requireIv(iv: Uint8Array | undefined): Uint8Array {
  if (iv?.length === GCM_IV_BYTES) return iv;
  throw new Refused('RET_INVALID_INPUT', {
    code: 'iv-length',
    bytes: iv?.length ?? 0,
    expected: GCM_IV_BYTES,
  });
}

function decryptGcm(
  key: Uint8Array,
  { tagBits, aad }: Extract<WrapMechanism, { type: 'aes-gcm' }>,
  wrapped: Uint8Array,
  iv: Uint8Array | undefined,
): Uint8Array | undefined {
  const authTagLength = tagBits / 8;
  if (iv === undefined || wrapped.length < authTagLength) return undefined;
  const cipher = createDecipheriv(gcmOf(key), key, iv, { authTagLength });
  cipher.setAAD(aad);
  const end = wrapped.length - authTagLength;
  cipher.setAuthTag(wrapped.subarray(end));
  return Buffer.concat([cipher.update(wrapped.subarray(0, end)), cipher.final()]);
}

const LEAST_PADDING = 8;

/** EME-PKCS1-v1_5 (RFC 8017, 7.2.2): 00 02, at least eight bytes that are not zero, 00, the message. */
function unpad(block: Uint8Array): Uint8Array | undefined {
  const end = block.indexOf(0, 2);
  const isPadded = block[0] === 0 && block[1] === 2 && end >= 2 + LEAST_PADDING;
  return isPadded ? block.subarray(end + 1) : undefined;
}
