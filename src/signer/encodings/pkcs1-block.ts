import { concatUint8Arrays } from 'uint8array-extras';
import { encodeElement, TAG } from './der.ts';

/** SHA-256's object identifier in DER, content only (RFC 8017, B.1). */
export const SHA256_OID: Uint8Array = Uint8Array.of(
  ...[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
);

const ALGORITHM = encodeElement(
  TAG.sequence,
  encodeElement(TAG.oid, SHA256_OID),
  encodeElement(TAG.null),
);

/**
 * DER of DigestInfo: which hash function it was, and its value (RFC 8017, 9.2, step 2).
 *
 * @param digest SHA-256 of what is signed
 */
export function encodeSha256Info(digest: Uint8Array): Uint8Array {
  return encodeElement(TAG.sequence, ALGORITHM, encodeElement(TAG.octetString, digest));
}

/** RFC 8017, 9.2: there are at least as many bytes FF. */
const LEAST_PADDING = 8;

/**
 * The block that a signature over SHA-256 has in it: EMSA-PKCS1-v1_5 (RFC 8017, 9.2).
 *
 * @param digest SHA-256 of what is signed
 * @param length bytes of the modulus
 * @returns nothing where a modulus is too short for it
 */
export function encodeSha256Block(digest: Uint8Array, length: number): Uint8Array | undefined {
  const info = encodeSha256Info(digest);
  const padding = length - info.length - 3;
  if (padding < LEAST_PADDING) return undefined;
  return concatUint8Arrays([
    Uint8Array.of(0, 1),
    new Uint8Array(padding).fill(0xff),
    Uint8Array.of(0),
    info,
  ]);
}
