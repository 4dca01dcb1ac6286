import { KEY_FLAGS, type KeyFlags } from '../../src/hsm/keys.ts';
import type { KeyRecord } from '../../src/hsm/machine/keys/key-record.ts';

const NO_FLAGS = Object.fromEntries(KEY_FLAGS.map((flag) => [flag, false])) as unknown as KeyFlags;

/** A generic secret of 32 bytes, owned by the user of id 3, in whatever the test does not say. */
export function keyRecord(handle: number, more: Partial<KeyRecord> = {}): KeyRecord {
  return {
    handle,
    owner: 3,
    sharedWith: [],
    quorum: { manage: 0, use: 0 },
    class: 'secret-key',
    type: 'generic-secret',
    label: `key ${handle}`,
    id: '',
    flags: NO_FLAGS,
    checkValue: null,
    bytes: 32,
    spki: null,
    curve: null,
    ...more,
  };
}

/** What that key is made of: its handle, over and over. */
export function keyMaterial(handle: number): Uint8Array {
  return Buffer.alloc(32, handle.toString(16).padStart(8, '0'), 'hex');
}
