import type { WrapMechanism } from '../../key-protocol.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import type { KeyRecord } from './key-record.ts';
import { requireFit, requireMaskHash } from './sign-mechanism.ts';

/** Lengths of GCM's tag that NIST SP 800-38D has, bits. */
const TAG_BITS: readonly number[] = [32, 64, 96, 104, 112, 120, 128];

/** Bytes of an initialization vector of GCM, as the guide shows it. */
export const GCM_IV_BYTES = 12;

/** @throws Refused where a key does not wrap, or unwrap, by a mechanism */
export function requireWrapping(
  record: KeyRecord,
  mechanism: WrapMechanism,
  attribute: 'wrap' | 'unwrap',
): void {
  if (mechanism.type === 'aes-gcm') {
    requireFit(record, mechanism.type, { class: 'secret-key', type: 'aes', attribute });
    if (TAG_BITS.includes(requireNumber(mechanism.tagBits, 'tag'))) return;
    throw new Refused('RET_INVALID_INPUT', { code: 'tag-length', bits: mechanism.tagBits });
  }
  const half = attribute === 'wrap' ? 'public-key' : 'private-key';
  requireFit(record, mechanism.type, { class: half, type: 'rsa', attribute });
  if (mechanism.type === 'rsa-oaep') requireMaskHash(mechanism);
}

/** OpenSSL's name of the cipher for a key. */
export function gcmOf(key: Uint8Array): 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' {
  if (key.length === 16) return 'aes-128-gcm';
  return key.length === 24 ? 'aes-192-gcm' : 'aes-256-gcm';
}
