import { type ECDSA, ecdsa, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';

import type { CurveName } from '../../keys.ts';
import type { DigestEcdsa } from './digest-ecdsa.ts';

/** The only file that knows noble-curves. To be imported when a request needs it, never before. */

/** SEC 2, version 2.0, 2.3.2: noble-curves has the arithmetic, not this curve. The hash is for the nonce alone. */
const p224 = ecdsa(
  weierstrass({
    p: 0xffffffffffffffffffffffffffffffff000000000000000000000001n,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
    h: 1n,
    a: 0xfffffffffffffffffffffffffffffffefffffffffffffffffffffffen,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    Gx: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    Gy: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  }),
  sha256,
);

const CURVES: Readonly<Record<CurveName, ECDSA>> = {
  secp224r1: p224,
  secp256r1: p256,
  prime256v1: p256,
  secp384r1: p384,
  secp256k1,
  secp521r1: p521,
};

/** The data are the digest; s is whichever of two it is, as OpenSSL makes and takes it. */
const AS_IT_IS = { prehash: false, lowS: false };

export const nobleEcdsa: DigestEcdsa = {
  sign: (curve, secret, digest, extraEntropy) =>
    CURVES[curve].sign(digest, secret, { ...AS_IT_IS, extraEntropy }),
  verify(curve, point, digest, signature) {
    const { verify, lengths } = CURVES[curve];
    // Of another length, noble-curves throws.
    if (signature.length !== lengths.signature) return false;
    return verify(signature, digest, point, AS_IT_IS);
  },
};
