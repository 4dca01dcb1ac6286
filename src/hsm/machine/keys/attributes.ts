import {
  KEY_ATTRIBUTE_NAMES,
  KEY_FLAGS,
  type KeyAttributeName,
  type KeyAttributes,
  type KeyFlag,
} from '../../keys.ts';
import type { KeyRecord } from './key-record.ts';
import { pointOf, readRsaNumbers } from './measure.ts';

type Value = KeyAttributes[KeyAttributeName];
type Readers = { readonly [Name in KeyAttributeName]: (record: KeyRecord) => KeyAttributes[Name] };

const FLAG_READERS = Object.fromEntries(
  KEY_FLAGS.map((flag) => [flag, ({ flags }: KeyRecord) => flags[flag]]),
) as Pick<Readers, KeyFlag>;

/** Each attribute for itself: those of the numbers of a key take some time. */
const READERS: Readers = {
  'key-type': ({ type }) => type,
  label: ({ label }) => label,
  id: ({ id }) => id,
  'check-value': ({ checkValue }) => checkValue,
  class: (record) => record.class,
  ...FLAG_READERS,
  'key-length-bytes': ({ bytes }) => bytes,
  'public-exponent': (record) => numberHex(record, 'exponent'),
  modulus: (record) => numberHex(record, 'modulus'),
  'modulus-size-bits': (record) => {
    const modulus = numberHex(record, 'modulus');
    return modulus === undefined ? undefined : BigInt(`0x${modulus}`).toString(2).length;
  },
  'ec-point': ({ spki, curve }) =>
    spki === null || curve === null
      ? undefined
      : Buffer.from(pointOf(Buffer.from(spki, 'base64'), curve)).toString('hex'),
  curve: ({ curve }) => curve ?? undefined,
};

/** One attribute; nothing where a key of its type has none such. */
export function readAttribute(record: KeyRecord, name: KeyAttributeName): Value | undefined {
  return READERS[name](record);
}

/** All attributes that a key has, in the order of answers. */
export function attributesOf(record: KeyRecord): KeyAttributes {
  const entries = KEY_ATTRIBUTE_NAMES.map((name) => [name, readAttribute(record, name)] as const);
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined),
  ) as unknown as KeyAttributes;
}

function rsaOf({ type, spki }: KeyRecord): Uint8Array | undefined {
  return type === 'rsa' && spki !== null ? Buffer.from(spki, 'base64') : undefined;
}

/** Documented with a zero in front: 0x010001. */
function numberHex(record: KeyRecord, number: 'modulus' | 'exponent'): string | undefined {
  const spki = rsaOf(record);
  return spki && Buffer.from(readRsaNumbers(spki)[number]).toString('hex');
}
