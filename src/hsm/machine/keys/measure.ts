import { createCipheriv, createHash, createPublicKey } from 'node:crypto';

import type { CurveName } from '../../keys.ts';
import { CURVES_BY_NAME } from './curves.ts';
import type { MadePair } from './key-maker.ts';
import type { KeyRecord } from './key-record.ts';

/** What a key is made of, and what follows from that alone. */
export type Measured = Pick<
  KeyRecord,
  'class' | 'type' | 'checkValue' | 'bytes' | 'spki' | 'curve'
> & {
  /** Of the key's own; a public key has none. */
  readonly material: Uint8Array | undefined;
};

/** Of a check value, bytes. */
const CHECK_BYTES = 3;

/** A secret key; check-value is a block of zeros that it encrypts, and a generic secret has none. */
export function measureSecret(type: 'aes' | 'generic-secret', material: Uint8Array): Measured {
  return {
    class: 'secret-key',
    type,
    checkValue: type === 'aes' ? checkCipher(material) : null,
    bytes: material.length,
    spki: null,
    curve: null,
    material,
  };
}

/** What the keys of a pair are of. */
export type PairKind =
  | { readonly type: 'rsa'; readonly curve: null }
  | { readonly type: 'ec'; readonly curve: CurveName };

/**
 * A public key. Its check-value is SHA-1 of its SubjectPublicKeyInfo, which four documented keys agree with; its
 * length is that of the point, or twice that of the modulus, as the guide prints 512 of an RSA key of 2048 bits.
 */
export function measurePublic(kind: PairKind, spki: Uint8Array): Measured {
  const { type, curve } = kind;
  return {
    class: 'public-key',
    type,
    checkValue: createHash('sha1')
      .update(spki)
      .digest('hex')
      .slice(0, 2 * CHECK_BYTES),
    bytes:
      kind.type === 'ec'
        ? pointOf(spki, kind.curve).length
        : 2 * readRsaNumbers(spki).modulus.length,
    spki: Buffer.from(spki).toString('base64'),
    curve,
    material: undefined,
  };
}

/** A private key; its length is that of its PKCS #8 in DER, which documented keys agree with. */
export function measurePrivate(kind: PairKind, { spki, pkcs8 }: MadePair): Measured {
  return {
    ...measurePublic(kind, spki),
    class: 'private-key',
    bytes: pkcs8.length,
    material: pkcs8,
  };
}

/** The uncompressed point (SEC 1, 2.3.3) with which the SubjectPublicKeyInfo of an EC key ends. */
export function pointOf(spki: Uint8Array, curve: CurveName): Uint8Array {
  return spki.subarray(-1 - 2 * CURVES_BY_NAME[curve].bytes);
}

/** The numbers of an RSA key, without zeros before them. */
export function readRsaNumbers(spki: Uint8Array): {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
} {
  const { n = '', e = '' } = createPublicKeyOf(spki).export({ format: 'jwk' });
  return { modulus: Buffer.from(n, 'base64url'), exponent: Buffer.from(e, 'base64url') };
}

function createPublicKeyOf(spki: Uint8Array): ReturnType<typeof createPublicKey> {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}

function checkCipher(key: Uint8Array): string {
  const cipher = createCipheriv(`aes-${8 * key.length}-ecb`, key, null);
  return cipher.update(Buffer.alloc(16)).subarray(0, CHECK_BYTES).toString('hex');
}
