import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

import { CURVES } from '../../keys.ts';
import { readRsaPublicKey } from '../rsa-public-key.ts';
import { arePair } from './are-pair.ts';
import { CURVES_BY_NAME } from './curves.ts';
import type { MadePair } from './key-maker.ts';
import { type PairKind, pointOf } from './measure.ts';
import { orNothing } from './or-nothing.ts';
import { requirePairSize } from './sizes.ts';

/** Keys of pairs that come from outside: read with OpenSSL, and taken in one encoding only. */

/** A public key that came from outside, and its kind. */
export interface OpenedPublic {
  readonly kind: PairKind;
  readonly spki: Uint8Array;
}

/**
 * A public key.
 *
 * @returns nothing where the bytes are no key of the type
 * @throws Refused where it is of a size that keys do not have
 */
export function takePublicKey(type: 'rsa' | 'ec', der: Uint8Array): OpenedPublic | undefined {
  const key = orNothing(() =>
    createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }),
  );
  return key && readPublic(type, key);
}

/** As {@link takePublicKey}, of a private key whose public half goes with it. */
export function takePrivateKey(
  type: 'rsa' | 'ec',
  der: Uint8Array,
): (MadePair & Pick<OpenedPublic, 'kind'>) | undefined {
  const key = orNothing(() =>
    createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }),
  );
  if (key === undefined) return undefined;
  const publicKey = createPublicKey(key);
  const opened = readPublic(type, publicKey);
  if (opened === undefined || !arePair(key, publicKey)) return undefined;
  return { ...opened, pkcs8: key.export({ type: 'pkcs8', format: 'der' }) };
}

function readPublic(type: 'rsa' | 'ec', key: KeyObject): OpenedPublic | undefined {
  if (key.asymmetricKeyType !== type) return undefined;
  const spki = key.export({ type: 'spki', format: 'der' });
  const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (type === 'rsa') {
    requirePairSize({ type, bits: modulusLength, exponent: Number(publicExponent) });
    return 'code' in readRsaPublicKey(spki) ? undefined : { kind: { type, curve: null }, spki };
  }
  const curve = CURVES.find((name) => CURVES_BY_NAME[name].openssl === namedCurve);
  if (curve === undefined) return undefined;
  // A compressed point is shorter, and is not taken.
  const isTaken = namesCurve(spki) && pointOf(spki, curve)[0] === UNCOMPRESSED;
  return isTaken ? { kind: { type, curve }, spki } : undefined;
}

/** How an uncompressed point begins (SEC 1, 2.3.3). */
const UNCOMPRESSED = 4;
/** id-ecPublicKey (RFC 5480, 2.1.1). */
const EC_PUBLIC_KEY = Buffer.from('06072a8648ce3d0201', 'hex');
const OBJECT_IDENTIFIER = 6;

/** "implicitCurve and specifiedCurve MUST NOT be used in PKIX": RFC 5480, 2.1.1. */
function namesCurve(spki: Buffer): boolean {
  const at = spki.indexOf(EC_PUBLIC_KEY);
  return spki[at + EC_PUBLIC_KEY.length] === OBJECT_IDENTIFIER;
}
