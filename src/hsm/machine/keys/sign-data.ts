import { constants, createPrivateKey, type KeyObject, privateEncrypt, sign } from 'node:crypto';

import type { SignMechanism } from '../../key-protocol.ts';
import type { CurveName } from '../../keys.ts';
import type { HsmEnvironment } from '../environment.ts';
import { CURVES_BY_NAME } from './curves.ts';
import { encodePss } from './emsa-pss.ts';
import { digestOf, requirePss } from './sign-mechanism.ts';

/** A private key that signs. */
interface SigningKey {
  /** PKCS #8 in DER. */
  readonly pkcs8: Uint8Array;
  readonly curve: CurveName | null;
}

/**
 * Signs with a private key of the type that the mechanism is for.
 *
 * @returns of ecdsa: r and s, each as long as the order of the curve
 * @throws Refused where the data or the mechanism are none for the key
 */
export function signData(
  { keyMaker, digestEcdsa }: Pick<HsmEnvironment, 'keyMaker' | 'digestEcdsa'>,
  { pkcs8, curve }: SigningKey,
  mechanism: SignMechanism,
  data: Uint8Array,
): Uint8Array {
  const digest = digestOf(mechanism, data);
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  switch (mechanism.type) {
    case 'rsa-pkcs':
      return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digest);
    case 'rsa-pkcs-pss': {
      const blockBytes = bytesOfModulus(key);
      requirePss(mechanism, blockBytes);
      const salt = keyMaker.makeBytes(mechanism.saltLength);
      const block = encodePss(mechanism.hash, digest, salt, blockBytes);
      return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
    }
    case 'ecdsa':
      if (mechanism.isDigest) {
        const name = requireCurve(curve);
        const entropy = keyMaker.makeBytes(CURVES_BY_NAME[name].bytes);
        return digestEcdsa.sign(name, secretOf(key, name), digest, entropy);
      }
      return sign(mechanism.hash, data, { key, dsaEncoding: 'ieee-p1363' });
  }
}

/** The curve of a record that is of an EC key. */
export function requireCurve(curve: CurveName | null): CurveName {
  if (curve === null) throw new TypeError('an EC key is on a curve');
  return curve;
}

/** ECPrivateKey begins with version 1, and an octet string (RFC 5915, 3). */
const VERSION_AND_OCTETS = Buffer.from('02010104', 'hex');

/** The private number of an EC key, as long as the order of its curve; JWK, which has it too, has no P-224. */
function secretOf(key: KeyObject, curve: CurveName): Uint8Array {
  const der = key.export({ type: 'sec1', format: 'der' });
  const start = der.indexOf(VERSION_AND_OCTETS) + VERSION_AND_OCTETS.length + 1;
  return der.subarray(start, start + CURVES_BY_NAME[curve].bytes);
}

/** Of an RSA key; a multiple of 8 bits, as all are that an HSM takes. */
export function bytesOfModulus(key: KeyObject): number {
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
}
