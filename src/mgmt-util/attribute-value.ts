import type { KeyAttributeName, KeyAttributes, KeyClass, KeyType } from '../hsm/keys.ts';
import { escapeUnsafe } from '../printable.ts';

/** Numbers of classes and types of keys (AWS CloudHSM user guide of 2023, "Key attribute reference"). */
const CLASSES: Readonly<Record<KeyClass, number>> = {
  'public-key': 2,
  'private-key': 3,
  'secret-key': 4,
};
const TYPES: Readonly<Record<KeyType, number>> = { rsa: 0, ec: 3, 'generic-secret': 16, aes: 31 };

/** Attributes that are bytes, which the HSM tells in hex. */
const BYTES: readonly KeyAttributeName[] = [
  'id',
  'check-value',
  'modulus',
  'public-exponent',
  'ec-point',
];

/**
 * An attribute's value as getAttribute prints it: a number in 32 bits, which is documented; bytes in hex, and a label
 * as it is, which is chosen.
 *
 * @returns nothing where the key does not have it
 */
export function formatAttributeValue(
  attributes: KeyAttributes,
  name: KeyAttributeName,
): string | undefined {
  const value = attributes[name] ?? undefined;
  if (value === undefined) return undefined;
  if (name === 'class') return formatNumber(CLASSES[attributes.class]);
  if (name === 'key-type') return formatNumber(TYPES[attributes['key-type']]);
  if (typeof value === 'string') {
    return BYTES.includes(name) && value !== '' ? `0x${value}` : escapeUnsafe(value);
  }
  return formatNumber(Number(value));
}

function formatNumber(number: number): string {
  return `0x${number.toString(16).padStart(8, '0')}`;
}
