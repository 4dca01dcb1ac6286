import type { KeyAttributeName } from '../hsm/keys.ts';

/** An attribute of keys, as this console numbers and names it. */
export interface ObjectAttribute {
  readonly name: string;
  readonly number: number;
  /** Missing where the emulator holds no such thing. */
  readonly attribute?: KeyAttributeName;
  /** Whether setAttribute takes it. */
  readonly isSettable?: true;
}

/** Stands for all of them in getAttribute. */
export const ALL: ObjectAttribute = { name: 'OBJ_ATTR_ALL', number: 512 };

/**
 * Every attribute, in the order of listAttributes (AWS CloudHSM user guide of 2023, "listAttributes"; which can be
 * set: "setAttribute").
 */
export const OBJECT_ATTRIBUTES: readonly ObjectAttribute[] = [
  { name: 'OBJ_ATTR_CLASS', number: 0, attribute: 'class' },
  { name: 'OBJ_ATTR_TOKEN', number: 1, attribute: 'token' },
  { name: 'OBJ_ATTR_PRIVATE', number: 2, attribute: 'private' },
  { name: 'OBJ_ATTR_LABEL', number: 3, attribute: 'label', isSettable: true },
  { name: 'OBJ_ATTR_TRUSTED', number: 134, attribute: 'trusted', isSettable: true },
  { name: 'OBJ_ATTR_KEY_TYPE', number: 256, attribute: 'key-type' },
  { name: 'OBJ_ATTR_ID', number: 258, attribute: 'id' },
  { name: 'OBJ_ATTR_SENSITIVE', number: 259, attribute: 'sensitive' },
  { name: 'OBJ_ATTR_ENCRYPT', number: 260, attribute: 'encrypt', isSettable: true },
  { name: 'OBJ_ATTR_DECRYPT', number: 261, attribute: 'decrypt', isSettable: true },
  { name: 'OBJ_ATTR_WRAP', number: 262, attribute: 'wrap', isSettable: true },
  { name: 'OBJ_ATTR_UNWRAP', number: 263, attribute: 'unwrap', isSettable: true },
  { name: 'OBJ_ATTR_SIGN', number: 264, attribute: 'sign', isSettable: true },
  { name: 'OBJ_ATTR_VERIFY', number: 266, attribute: 'verify', isSettable: true },
  { name: 'OBJ_ATTR_DERIVE', number: 268, attribute: 'derive', isSettable: true },
  { name: 'OBJ_ATTR_LOCAL', number: 355, attribute: 'local' },
  { name: 'OBJ_ATTR_MODULUS', number: 288, attribute: 'modulus' },
  { name: 'OBJ_ATTR_MODULUS_BITS', number: 289, attribute: 'modulus-size-bits' },
  { name: 'OBJ_ATTR_PUBLIC_EXPONENT', number: 290, attribute: 'public-exponent' },
  { name: 'OBJ_ATTR_VALUE_LEN', number: 353, attribute: 'key-length-bytes' },
  { name: 'OBJ_ATTR_EXTRACTABLE', number: 354, attribute: 'extractable' },
  { name: 'OBJ_ATTR_NEVER_EXTRACTABLE', number: 356, attribute: 'never-extractable' },
  { name: 'OBJ_ATTR_ALWAYS_SENSITIVE', number: 357, attribute: 'always-sensitive' },
  { name: 'OBJ_ATTR_DESTROYABLE', number: 370, attribute: 'destroyable', isSettable: true },
  { name: 'OBJ_ATTR_KCV', number: 371, attribute: 'check-value' },
  {
    name: 'OBJ_ATTR_WRAP_WITH_TRUSTED',
    number: 528,
    attribute: 'wrap-with-trusted',
    isSettable: true,
  },
  { name: 'OBJ_ATTR_WRAP_TEMPLATE', number: 1_073_742_353 },
  { name: 'OBJ_ATTR_UNWRAP_TEMPLATE', number: 1_073_742_354 },
  ALL,
];

/**
 * An attribute by its number, as the documents have it, or by its name, as scripts write it.
 *
 * @example
 * findObjectAttribute('134')?.name; // 'OBJ_ATTR_TRUSTED'
 */
export function findObjectAttribute(word: string): ObjectAttribute | undefined {
  return OBJECT_ATTRIBUTES.find(({ name, number }) => word === name || word === String(number));
}
