import type { SignMechanism } from '../../key-protocol.ts';
import type { KeyClass, KeyFlag, KeyHash } from '../../keys.ts';
import type { KeyMechanism } from '../../refusals.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { encodeDigestInfo, HASH_BYTES, hashData, isDigestInfo } from './digest-info.ts';
import { longestSalt } from './emsa-pss.ts';
import type { KeyRecord } from './key-record.ts';

/** @throws Refused where a key is not for a mechanism, or not for that use of it */
export function requireFit(
  { handle, class: keyClass, type, flags }: KeyRecord,
  mechanism: KeyMechanism,
  needed: {
    readonly class: KeyClass;
    readonly type: KeyRecord['type'];
    readonly attribute: KeyFlag;
  },
): void {
  if (keyClass !== needed.class || type !== needed.type) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'key-unfit',
      handle,
      mechanism,
      keyClass,
      keyType: type,
    });
  }
  requireFlag({ handle, flags }, needed.attribute);
}

/** @throws Refused where an attribute that a use needs is false */
export function requireFlag(
  { handle, flags }: Pick<KeyRecord, 'handle' | 'flags'>,
  attribute: KeyFlag,
): void {
  if (flags[attribute]) return;
  throw new Refused('RET_POLICY_MISMATCH', { code: 'key-without-use', handle, attribute });
}

/**
 * What a mechanism signs: the DigestInfo for rsa-pkcs, for the others the digest.
 *
 * @throws Refused where data that should be so already are not
 */
export function digestOf(
  { type: mechanism, hash, isDigest }: SignMechanism,
  data: Uint8Array,
): Uint8Array {
  const isInfo = mechanism === 'rsa-pkcs';
  if (!isDigest) {
    const digest = hashData(hash, data);
    return isInfo ? encodeDigestInfo(hash, digest) : digest;
  }
  if (isInfo ? isDigestInfo(hash, data) : data.length === HASH_BYTES[hash]) return data;
  throw new Refused('RET_INVALID_INPUT', {
    code: 'digest-malformed',
    mechanism,
    hash,
    bytes: data.length,
  });
}

/** @throws Refused where the mask of a mechanism is of another hash */
export function requireMaskHash({ hash, mgf }: Record<'hash' | 'mgf', KeyHash>): void {
  if (mgf === hash) return;
  throw new Refused('RET_INVALID_INPUT', { code: 'mgf-other-hash', hash, mgf });
}

/** @throws Refused where a mechanism of PSS has a hash or a salt that a key does not take */
export function requirePss(
  { hash, mgf, saltLength }: Extract<SignMechanism, { type: 'rsa-pkcs-pss' }>,
  blockBytes: number,
): void {
  requireMaskHash({ hash, mgf });
  const maximum = longestSalt(hash, blockBytes);
  const isPossible =
    Number.isInteger(requireNumber(saltLength, 'salt')) && saltLength >= 0 && saltLength <= maximum;
  if (isPossible) return;
  throw new Refused('RET_INVALID_INPUT', { code: 'salt-length', saltLength, maximum });
}
