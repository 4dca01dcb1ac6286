import type { KeyFilter } from '../../key-protocol.ts';
import { readAttribute } from './attributes.ts';
import type { KeyRecord } from './key-record.ts';

/** Whether all holds of a key that a filter says, its handle apart. */
export function matchesFilter(record: KeyRecord, { attributes = [] }: KeyFilter): boolean {
  return attributes.every(([name, value]) => readAttribute(record, name) === value);
}
