/**
 * What stands for keys and their attributes on a command line: `attr.NAME=VALUE`, `key-reference=0x…`,
 * `NAME=VALUE`. What cannot be meant is told in words, in the shape of clap's own (chosen: no document has any).
 */
import type { KeyHandle } from '../../hsm/key-protocol.ts';
import {
  CURVES,
  isKeyAttributeName,
  KEY_ATTRIBUTE_NAMES,
  KEY_CLASSES,
  KEY_FLAGS,
  KEY_TYPES,
  type KeyAttributeName,
  type KeyFlag,
} from '../../hsm/keys.ts';

/** What a word says, or what is wrong with it. */
export type Reading<Value> = { readonly value: Value } | { readonly why: string };

type AttributeValue = string | number | boolean;

/** One word of a filter; a handle that no key can have is null. */
export type FilterWord =
  | { readonly handle: KeyHandle | null }
  | { readonly attribute: readonly [name: KeyAttributeName, value: AttributeValue] };

/** One attribute that a new key is to have. */
export type NewAttribute =
  | { readonly flag: KeyFlag; readonly value: boolean }
  | { readonly id: string };

const GREATEST_HANDLE = 0xffff_ffffn;
const PREFIX = 'attr.';
const REFERENCE = 'key-reference';

/** How words of a filter begin. */
export const FILTER_STARTS: readonly string[] = [
  `${REFERENCE}=`,
  ...KEY_ATTRIBUTE_NAMES.map((name) => `${PREFIX}${name}=`),
];

/** How attributes of a new key begin. */
export const NEW_ATTRIBUTE_STARTS: readonly string[] = [...KEY_FLAGS, 'id'].map(
  (name) => `${name}=`,
);

/**
 * Reads a word of a filter.
 *
 * @example
 * readFilterWord('attr.class=private-key'); // { value: { attribute: ['class', 'private-key'] } }
 * readFilterWord('key-reference=0x680006'); // { value: { handle: 6815750 } }
 */
export function readFilterWord(word: string): Reading<FilterWord> {
  const [name, value] = splitAtSign(word);
  if (value === undefined) return { why: 'expected attr.NAME=VALUE or key-reference=REFERENCE' };
  if (name === REFERENCE) return readHandle(value);
  if (!name.startsWith(PREFIX)) return { why: `expected ${PREFIX}NAME or ${REFERENCE}` };
  const attribute = name.slice(PREFIX.length);
  if (!isKeyAttributeName(attribute)) return { why: `unknown attribute '${attribute}'` };
  const read = READERS[attribute](value);
  return 'why' in read ? read : { value: { attribute: [attribute, read.value] } };
}

/**
 * Reads an attribute of a new key.
 *
 * @example
 * readNewAttribute('sign=true'); // { value: { flag: 'sign', value: true } }
 */
export function readNewAttribute(word: string): Reading<NewAttribute> {
  const [name, value] = splitAtSign(word);
  if (value === undefined) return { why: 'expected NAME=VALUE' };
  if (name === 'id') {
    const id = readHex(value);
    return 'why' in id ? id : { value: { id: id.value } };
  }
  if (isFlag(name)) {
    const flag = readFlag(value);
    return 'why' in flag ? flag : { value: { flag: name, value: flag.value } };
  }
  return {
    why: isKeyAttributeName(name)
      ? `attribute '${name}' is not among those of a new key`
      : `unknown attribute '${name}'`,
  };
}

/**
 * Reads the value that an attribute is to be set to. Of one that nobody sets, any text is a value.
 *
 * @example
 * readSetValue('encrypt', 'false'); // { value: false }
 */
export function readSetValue(name: KeyAttributeName, value: string): Reading<boolean | string> {
  if (isFlag(name)) return readFlag(value);
  return name === 'id' ? readHex(value) : { value };
}

/** Bytes, as `0x10`. @returns them in small letters, without `0x` */
export function readHex(word: string): Reading<string> {
  const [, digits] = /^0x((?:[0-9a-f]{2})*)$/i.exec(word) ?? [];
  return digits === undefined
    ? { why: 'expected 0x and two hex digits for each byte' }
    : { value: digits.toLowerCase() };
}

/** For a grammar: what is wrong with a word. */
export function whyNot(
  read: (word: string) => Reading<unknown>,
): (word: string) => string | undefined {
  return (word) => {
    const reading = read(word);
    return 'why' in reading ? reading.why : undefined;
  };
}

function isFlag(name: string): name is KeyFlag {
  return KEY_FLAGS.some((flag) => flag === name);
}

function splitAtSign(word: string): readonly [name: string, value: string | undefined] {
  const at = word.indexOf('=');
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function readHandle(word: string): Reading<FilterWord> {
  if (!/^(?:0x[0-9a-f]{1,16}|[0-9]{1,20})$/i.test(word)) {
    return { why: 'expected a number, in hex with 0x or in decimal' };
  }
  const handle = BigInt(word.toLowerCase());
  return { value: { handle: handle > GREATEST_HANDLE ? null : Number(handle) } };
}

function readFlag(word: string): Reading<boolean> {
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  return { why: 'expected true or false' };
}

function readNumber(word: string): Reading<number> {
  return /^[0-9]{1,9}$/.test(word) ? { value: Number(word) } : { why: 'expected a number' };
}

function oneOf(known: readonly string[]): (word: string) => Reading<string> {
  return (word) =>
    known.includes(word) ? { value: word } : { why: `expected one of ${known.join(', ')}` };
}

const READERS: Readonly<Record<KeyAttributeName, (word: string) => Reading<AttributeValue>>> = {
  ...(Object.fromEntries(KEY_FLAGS.map((flag) => [flag, readFlag])) as Record<
    KeyFlag,
    typeof readFlag
  >),
  'key-type': oneOf(KEY_TYPES),
  label: (value) => ({ value }),
  id: readHex,
  'check-value': readHex,
  class: oneOf(KEY_CLASSES),
  'key-length-bytes': readNumber,
  'public-exponent': readHex,
  modulus: readHex,
  'modulus-size-bits': readNumber,
  'ec-point': readHex,
  curve: oneOf(CURVES),
};
