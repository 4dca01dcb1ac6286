import type { LabelledKey } from '../hsm/difference.ts';
import { escapeUnsafe } from '../printable.ts';

/** Keys that are told at once; of the others, how many there are. */
const MOST_KEYS = 4;

/**
 * Keys by their handles, as `cloudhsm-cli` prints them, and labels.
 *
 * @example
 * nameKeys([{ handle: 131078, label: 'ca' }]); // "key 0x20006 'ca'"
 */
export function nameKeys(keys: readonly LabelledKey[]): string {
  const more = keys.length - MOST_KEYS;
  const names = keys
    .slice(0, MOST_KEYS)
    .map(({ handle, label }) => `0x${handle.toString(16)} '${escapeUnsafe(label)}'`);
  return `key${keys.length === 1 ? '' : 's'} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
