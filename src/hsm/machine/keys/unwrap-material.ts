import { constants, createDecipheriv, createPrivateKey, privateDecrypt } from 'node:crypto';

import type { WrapMechanism } from '../../key-protocol.ts';
import { Refused } from '../refused.ts';
import { orNothing } from './or-nothing.ts';
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
  if (mechanism.type === 'aes-gcm') {
    const iv = requireIv(given.iv);
    return orNothing(() => decryptGcm(wrapping, mechanism, given.wrapped, iv));
  }
  return orNothing(() => decryptRsa(wrapping, mechanism, given.wrapped));
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
  iv: Uint8Array,
): Uint8Array {
  const authTagLength = tagBits / 8;
  const cipher = createDecipheriv(gcmOf(key), key, iv, { authTagLength });
  cipher.setAAD(aad);
  // What is shorter than a tag ends in none of that length, which the cipher does not take.
  const end = wrapped.length - authTagLength;
  cipher.setAuthTag(wrapped.subarray(end));
  return Buffer.concat([cipher.update(wrapped.subarray(0, end)), cipher.final()]);
}

function decryptRsa(
  pkcs8: Uint8Array,
  mechanism: Exclude<WrapMechanism, { type: 'aes-gcm' }>,
  wrapped: Uint8Array,
): Uint8Array | undefined {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  // OpenSSL takes what is shorter for a number with zeros before it.
  if (wrapped.length !== bytesOfModulus(key)) return undefined;
  if (mechanism.type === 'rsa-oaep') {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    return privateDecrypt({ key, padding, oaepHash: mechanism.hash }, wrapped);
  }
  // Node does not take the padding of PKCS #1 v1.5 off, since OpenSSL 3.0 does not hide how it fails
  // (CVE-2023-46809). Here whoever asks learns the same of every failure.
  return unpad(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, wrapped));
}

const LEAST_PADDING = 8;

/** EME-PKCS1-v1_5 (RFC 8017, 7.2.2): 00 02, at least eight bytes that are not zero, 00, the message. */
function unpad(block: Uint8Array): Uint8Array | undefined {
  const end = block.indexOf(0, 2);
  const isPadded = block[0] === 0 && block[1] === 2 && end >= 2 + LEAST_PADDING;
  return isPadded ? block.subarray(end + 1) : undefined;
}
