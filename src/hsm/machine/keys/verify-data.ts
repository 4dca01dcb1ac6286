import { constants, createPublicKey, type KeyObject, publicDecrypt, verify } from 'node:crypto';

import type { SignMechanism } from '../../key-protocol.ts';
import type { CurveName } from '../../keys.ts';
import type { HsmEnvironment } from '../environment.ts';
import { isPssBlock } from './emsa-pss.ts';
import { pointOf } from './measure.ts';
import { orNothing } from './or-nothing.ts';
import { bytesOfModulus, requireCurve } from './sign-data.ts';
import { digestOf, requirePss } from './sign-mechanism.ts';

/** A public key that verifies. */
interface VerifyingKey {
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Uint8Array;
  readonly curve: CurveName | null;
}

/**
 * Whether a signature over data is of a key, which is of the type that the mechanism is for.
 *
 * @throws Refused where the data or the mechanism are none for the key
 */
export function isDataSignature(
  { digestEcdsa }: Pick<HsmEnvironment, 'digestEcdsa'>,
  { spki, curve }: VerifyingKey,
  mechanism: SignMechanism,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const digest = digestOf(mechanism, data);
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  switch (mechanism.type) {
    case 'rsa-pkcs': {
      const info = openSignature(key, constants.RSA_PKCS1_PADDING, signature);
      return info !== undefined && Buffer.compare(info, digest) === 0;
    }
    case 'rsa-pkcs-pss': {
      requirePss(mechanism, bytesOfModulus(key));
      const block = openSignature(key, constants.RSA_NO_PADDING, signature);
      const { hash, saltLength } = mechanism;
      return block !== undefined && isPssBlock(hash, digest, saltLength, block);
    }
    case 'ecdsa':
      if (mechanism.isDigest) {
        const name = requireCurve(curve);
        return digestEcdsa.verify(name, pointOf(spki, name), digest, signature);
      }
      return verify(mechanism.hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature);
  }
}

/** RSAVP1, and the padding off; nothing where the signature has another length, or no such padding. */
function openSignature(
  key: KeyObject,
  padding: number,
  signature: Uint8Array,
): Uint8Array | undefined {
  if (signature.length !== bytesOfModulus(key)) return undefined;
  return orNothing(() => publicDecrypt({ key, padding }, signature));
}
