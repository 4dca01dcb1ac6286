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
  const line = Buffer.from(`${FIELD_KEYS[field.name]} = ${field.value};\n`, 'latin1');
  return { number: readFieldAt(line, 0)?.number ?? 0 };
}
