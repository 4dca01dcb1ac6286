import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { KeyMaterialProblem } from '../../../failure-codes/hsm-state.ts';
import type { CurveName } from '../../keys.ts';
import { arePair } from './are-pair.ts';
import { CURVES_BY_NAME } from './curves.ts';
import type { KeyRecord } from './key-record.ts';
import { orNothing } from './or-nothing.ts';
import { isSecretSize } from './sizes.ts';

/** What of a record tells what its key is made of. */
type Made = Pick<KeyRecord, 'class' | 'type' | 'bytes' | 'spki' | 'curve'>;

/**
 * Looks whether a key can be made of what somebody says that it is made of.
 *
 * @param material bytes of a secret key, PKCS #8 in DER of a private one, null of a public one
 * @returns nothing where all is well
 */
export function findMaterialProblem(
  record: Made,
  material: Uint8Array | null,
): KeyMaterialProblem | undefined {
  if ((record.class === 'public-key') !== (material === null)) return 'presence';
  if (record.class === 'secret-key') return findSecretProblem(record, material as Uint8Array);
  const publicKey = readPublicKey(record);
  if (publicKey === undefined) return 'public-key';
  if (material === null) return undefined;
  if (material.length !== record.bytes) return 'length';
  const privateKey = readPrivateKey(material, record);
  if (privateKey === undefined) return 'private-key';
  return publicKey.equals(createPublicKey(privateKey)) ? undefined : 'other-pair';
}

function findSecretProblem(
  { type, bytes, spki, curve }: Made,
  material: Uint8Array,
): KeyMaterialProblem | undefined {
  if (spki !== null || curve !== null || type === 'rsa' || type === 'ec') return 'public-key';
  return isSecretSize(type, bytes) && material.length === bytes ? undefined : 'length';
}

function readPublicKey({ type, spki, curve }: Made): KeyObject | undefined {
  if (spki === null) return undefined;
  const key = orNothing(() =>
    createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' }),
  );
  return key && isOf(key, type, curve) ? key : undefined;
}

/** OpenSSL takes a key whose numbers do not go together. */
function readPrivateKey(material: Uint8Array, { type, curve }: Made): KeyObject | undefined {
  return orNothing(() => {
    const key = createPrivateKey({ key: Buffer.from(material), format: 'der', type: 'pkcs8' });
    if (!isOf(key, type, curve)) return undefined;
    // JWK has no P-224.
    const isWhole =
      type === 'rsa'
        ? isRsaWhole(key.export({ format: 'jwk' }))
        : arePair(key, createPublicKey(key));
    return isWhole ? key : undefined;
  });
}

function isOf(key: KeyObject, type: KeyRecord['type'], curve: CurveName | null): boolean {
  if (key.asymmetricKeyType !== type) return false;
  if (type === 'rsa') return curve === null;
  return curve !== null && key.asymmetricKeyDetails?.namedCurve === CURVES_BY_NAME[curve].openssl;
}

/**
 * RFC 8017, 3.2: n is p times q, and e and d undo each other.
 *
 * @throws RangeError where a prime is 1
 */
function isRsaWhole({ n, e, d, p, q, dp, dq, qi }: JsonWebKey): boolean {
  const [secret, first, second] = [toNumber(d), toNumber(p), toNumber(q)];
  const undone = toNumber(e) * secret - 1n;
  return (
    toNumber(n) === first * second &&
    undone % (first - 1n) === 0n &&
    undone % (second - 1n) === 0n &&
    toNumber(dp) === secret % (first - 1n) &&
    toNumber(dq) === secret % (second - 1n) &&
    (toNumber(qi) * second) % first === 1n
  );
}

function toNumber(text = ''): bigint {
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex') || '0'}`);
}
