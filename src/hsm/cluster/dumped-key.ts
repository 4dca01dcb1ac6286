import type { KeptKey } from '../machine/keys/key-record.ts';

/** A key of a dump: once for all servers that have the very same. */
export interface DumpedKey extends KeptKey {
  /** Numbers of those servers, counted from 0, in their order. */
  readonly servers: readonly number[];
}
