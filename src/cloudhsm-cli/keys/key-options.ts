/**
 * Options that several commands about keys take, alike.
 */
import { KEY_HASHES } from '../../hsm/keys.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import {
  FILTER_STARTS,
  NEW_ATTRIBUTE_STARTS,
  readFilterWord,
  readHex,
  readNewAttribute,
  whyNot,
} from './key-words.ts';

/** Words that select keys. @param describe what is done with the keys */
export function filterOption(
  name: string,
  value: string,
  describe: string,
  required: boolean = true,
): OptionSpec {
  return {
    name,
    value,
    describe: `${describe}: key-reference=REFERENCE, or attr.NAME=VALUE as often as needed`,
    required,
    many: true,
    check: whyNot(readFilterWord),
    starts: FILTER_STARTS,
  };
}

export const FILTER: OptionSpec = filterOption('filter', 'FILTER', 'The key');
export const KEY_FILTER: OptionSpec = filterOption('key-filter', 'KEY_FILTER', 'The key');

export const LABEL: OptionSpec = labelOption('label', 'LABEL', 'Label of the new key');

export function labelOption(name: string, value: string, describe: string): OptionSpec {
  return { name, value, describe, required: true };
}

export const SESSION: OptionSpec = {
  name: 'session',
  describe: 'The key is gone when whoever makes it logs out',
};

/** Attributes of a new key. */
export function attributesOption(name: string, value: string): OptionSpec {
  return {
    name,
    value,
    describe: 'Attributes of the new key that are not as usual: NAME=VALUE, as often as needed',
    many: true,
    check: whyNot(readNewAttribute),
    starts: NEW_ATTRIBUTE_STARTS,
  };
}

export const SHARE_CRYPTO_USERS: OptionSpec = {
  name: 'share-crypto-users',
  value: 'SHARE_CRYPTO_USERS',
  describe: 'Names of crypto users to share the new key with',
  many: true,
};

/** How many approve. @param key what the name says of the key: `private-key`, `key` */
export function quorumOptions(key: 'key' | 'private-key'): readonly OptionSpec[] {
  const word = key.toUpperCase().replace('-', '_');
  return [
    {
      name: `manage-${key}-quorum-value`,
      value: `MANAGE_${word}_QUORUM_VALUE`,
      describe: 'How many approve it when the key is shared, changed or wrapped, or unwraps',
      number: true,
    },
    {
      name: `use-${key}-quorum-value`,
      value: `USE_${word}_QUORUM_VALUE`,
      describe: 'How many approve it when the key signs',
      number: true,
    },
  ];
}

export const HASH_FUNCTION: OptionSpec = {
  name: 'hash-function',
  value: 'HASH_FUNCTION',
  describe: 'The hash function',
  required: true,
  choices: KEY_HASHES,
};

const MGF_PREFIX = 'mgf1-';

export const MGF: OptionSpec = {
  name: 'mgf',
  value: 'MGF',
  describe: 'The mask generation function, which has to be of the same hash',
  required: true,
  choices: KEY_HASHES.map((hash) => `${MGF_PREFIX}${hash}`),
};

/** The hash of a mask generation function. */
export function hashOfMgf(mgf: string): string {
  return mgf.slice(MGF_PREFIX.length);
}

export const AAD: OptionSpec = {
  name: 'aad',
  value: 'AAD',
  describe: 'Additional authenticated data, in hex with 0x',
  check: whyNot(readHex),
};

export const TAG_LENGTH_BITS: OptionSpec = {
  name: 'tag-length-bits',
  value: 'TAG_LENGTH_BITS',
  describe: 'Length of the tag, in bits',
  required: true,
  number: true,
};

/** Data in a file or on the command line, of which exactly one is to be given. */
export function dataOptions(what: string): readonly OptionSpec[] {
  return [
    { name: 'data-path', value: 'DATA_PATH', describe: `File of ${what}`, file: true },
    { name: 'data', value: 'DATA', describe: `The same in base64` },
  ];
}

export const DATA_GROUP: readonly string[] = ['data-path', 'data'];

export const DATA_TYPE: OptionSpec = {
  name: 'data-type',
  value: 'DATA_TYPE',
  describe: 'Whether the data are still to be hashed (raw, if missing) or are the digest',
  choices: ['raw', 'digest'],
};
