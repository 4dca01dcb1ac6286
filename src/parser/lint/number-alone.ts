import { encodeLatin1 } from '../../latin1.ts';
import { readFieldAt } from '../device/reader.ts';
import { FIELD_KEYS } from '../fields.ts';
import type { Field } from '../items.ts';

/**
 * What the device makes of a number where nothing but the number stands between `=` and `;`.
 *
 * @returns undefined where the field is no number
 */
export function readNumberAlone(field: Field): { readonly number: number } | undefined {
  if (field.name !== 'numberOfApprovals' && field.name !== 'type') return undefined;
  const line = encodeLatin1(`${FIELD_KEYS[field.name]} = ${field.valueBytes};\n`);
  return { number: readFieldAt(line, 0)?.number ?? 0 };
}
