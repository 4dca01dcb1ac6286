/**
 * A public key in PEM, of the attributes that an HSM tells of it.
 */
import { createPublicKey } from 'node:crypto';
import type { CurveName, KeyAttributes } from '../../hsm/keys.ts';
import { encodeElement, TAG } from '../../signer/encodings/der.ts';
import { encodePublicKey } from '../../signer/encodings/public-key.ts';

/** Contents of object identifiers (RFC 5480, 2.1.1; SEC 2 for secp256k1). */
const EC_PUBLIC_KEY = '2a8648ce3d0201';
const P256 = '2a8648ce3d030107';
const CURVE_IDS: Readonly<Record<CurveName, string>> = {
  secp224r1: '2b81040021',
  secp256r1: P256,
  prime256v1: P256,
  secp384r1: '2b81040022',
  secp256k1: '2b8104000a',
  secp521r1: '2b81040023',
};

/**
 * @returns nothing where the key is not public
 */
export function writePublicPem(attributes: KeyAttributes): string | undefined {
  const der = attributes.class === 'public-key' ? encode(attributes) : undefined;
  return (
    der &&
    createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
      .export({ format: 'pem', type: 'spki' })
      .toString()
  );
}

function encode({
  modulus,
  'public-exponent': exponent,
  'ec-point': point,
  curve,
}: KeyAttributes): Uint8Array | undefined {
  if (modulus !== undefined && exponent !== undefined) {
    return encodePublicKey({ modulus: hex(modulus), exponent: hex(exponent) });
  }
  if (point === undefined || curve === undefined) return undefined;
  const identifier = (id: string): Uint8Array => encodeElement(TAG.oid, hex(id));
  const algorithm = encodeElement(
    TAG.sequence,
    identifier(EC_PUBLIC_KEY),
    identifier(CURVE_IDS[curve]),
  );
  // No bits of the last byte are unused.
  const bits = encodeElement(TAG.bitString, Uint8Array.of(0), hex(point));
  return encodeElement(TAG.sequence, algorithm, bits);
}

function hex(digits: string): Uint8Array {
  return Buffer.from(digits, 'hex');
}
