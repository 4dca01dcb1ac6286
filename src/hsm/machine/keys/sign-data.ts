import { constants, createPrivateKey, type KeyObject, privateEncrypt, sign } from 'node:crypto';

import type { SignMechanism } from '../../key-protocol.ts';
import { signDigest } from './ecdsa-digest.ts';
import { encodePss } from './emsa-pss.ts';
import { digestOf, requirePss } from './sign-mechanism.ts';

/**
 * Signs with a private key.
 *
 * @param pkcs8 the key, PKCS #8 in DER, of the type that the mechanism is for
 * @param makeBytes random bytes
 * @returns of ecdsa: r and s, each as long as the order of the curve
 * @throws Refused where the data or the mechanism are none for the key
 */
export function signData(
  pkcs8: Uint8Array,
  mechanism: SignMechanism,
  data: Uint8Array,
  makeBytes: (bytes: number) => Uint8Array,
): Uint8Array {
  const digest = digestOf(mechanism, data);
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  switch (mechanism.type) {
    case 'rsa-pkcs':
      return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digest);
    case 'rsa-pkcs-pss': {
      const blockBytes = bytesOfModulus(key);
      requirePss(mechanism, blockBytes);
      const salt = makeBytes(mechanism.saltLength);
      const block = encodePss(mechanism.hash, digest, salt, blockBytes);
      return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
    }
    case 'ecdsa':
      if (mechanism.isDigest) return signDigest(key, digest);
      return sign(mechanism.hash, data, { key, dsaEncoding: 'ieee-p1363' });
  }
}

/** Of an RSA key; a multiple of 8 bits, as all are that an HSM takes. */
export function bytesOfModulus(key: KeyObject): number {
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
}
