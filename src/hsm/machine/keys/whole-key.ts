import type { KeyRecord } from './key-record.ts';

/** A key with what it is made of; a public one has nothing but its record. */
export interface WholeKey {
  readonly record: KeyRecord;
  readonly material: Uint8Array | undefined;
}

/** A key that has no handle yet. */
export interface NewKeyRecord {
  readonly record: Omit<KeyRecord, 'handle'>;
  readonly material: Uint8Array | undefined;
}
