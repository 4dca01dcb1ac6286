import type { CurveName } from '../../keys.ts';

interface Curve {
  /** As OpenSSL calls it. */
  readonly openssl: string;
  /** Of a coordinate, and of the order (SEC 2, version 2.0). */
  readonly bytes: number;
}

const P256: Curve = { openssl: 'prime256v1', bytes: 32 };

/** Two names are of one curve. */
export const CURVES_BY_NAME: Readonly<Record<CurveName, Curve>> = {
  secp224r1: { openssl: 'secp224r1', bytes: 28 },
  secp256r1: P256,
  prime256v1: P256,
  secp384r1: { openssl: 'secp384r1', bytes: 48 },
  secp256k1: { openssl: 'secp256k1', bytes: 32 },
  secp521r1: { openssl: 'secp521r1', bytes: 66 },
};
