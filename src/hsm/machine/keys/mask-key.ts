import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

import { checkShape } from '../check-shape.ts';
import { Refused } from '../refused.ts';
import type { HsmState } from '../state.ts';
import { KEY_RECORD_SCHEMA } from './key-pages.ts';
import type { WholeKey } from './whole-key.ts';

/**
 * A key on the way from one HSM of a cluster to another: encrypted and sealed with the secret that they share,
 * so that nobody between the two reads it, or makes one up.
 */

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param makeBytes random bytes */
export function maskKey(
  state: HsmState,
  { record, material }: WholeKey,
  makeBytes: (bytes: number) => Uint8Array,
): string {
  const iv = makeBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', maskingKeyOf(state), iv);
  const content = JSON.stringify({
    record,
    material: material === undefined ? null : Buffer.from(material).toString('base64'),
  });
  const encrypted = [cipher.update(content, 'utf8'), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...encrypted]).toString('base64');
}

/** @throws Refused where no HSM of this cluster sealed the key */
export function unmaskKey(state: HsmState, sealed: string): WholeKey {
  const { record, material } = JSON.parse(decrypt(state, Buffer.from(sealed, 'base64')));
  return {
    record: checkShape(KEY_RECORD_SCHEMA, record),
    material: material === null ? undefined : Buffer.from(material, 'base64'),
  };
}

function decrypt(state: HsmState, sealed: Uint8Array): string {
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  try {
    const cipher = createDecipheriv('aes-256-gcm', maskingKeyOf(state), iv, {
      authTagLength: TAG_BYTES,
    });
    cipher.setAuthTag(tag);
    const content = sealed.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([cipher.update(content), cipher.final()]).toString('utf8');
  } catch {
    // OpenSSL throws on whatever was not sealed with this key; how it words it is of no interest.
    throw new Refused('RET_INVALID_INPUT', { code: 'key-forged' });
  }
}

function maskingKeyOf({ clusterKey }: HsmState): Uint8Array {
  return createHmac('sha256', Buffer.from(clusterKey, 'base64')).update('masked key').digest();
}
