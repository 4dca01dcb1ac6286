/**
 * How one key is wrapped with another, as the commands take it.
 */
import type { WrapMechanism } from '../../hsm/key-protocol.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import type { OptionValues } from '../option-values.ts';
import { hashOf } from './crypto-commands.ts';
import { AAD, HASH_FUNCTION, hashOfMgf, MGF, TAG_LENGTH_BITS } from './key-options.ts';
import { readHex } from './key-words.ts';

export type WrapMechanismName = WrapMechanism['type'];

/** What a mechanism takes. */
export function wrapOptionsOf(mechanism: WrapMechanismName): readonly OptionSpec[] {
  switch (mechanism) {
    case 'aes-gcm':
      return [AAD, TAG_LENGTH_BITS];
    case 'rsa-pkcs':
      return [];
    case 'rsa-oaep':
      return [HASH_FUNCTION, MGF];
  }
}

/** What the options say of a mechanism. */
export function readWrapMechanism(type: WrapMechanismName, values: OptionValues): WrapMechanism {
  switch (type) {
    case 'aes-gcm':
      return {
        type,
        tagBits: values.number('tag-length-bits') ?? 0,
        aad: readBytes('aad', values),
      };
    case 'rsa-pkcs':
      return { type };
    case 'rsa-oaep':
      return {
        type,
        hash: hashOf(values.text('hash-function')),
        mgf: hashOf(hashOfMgf(values.text('mgf'))),
      };
  }
}

/** Bytes in hex, as the grammar takes them. */
export function readBytes(option: string, values: OptionValues): Uint8Array {
  const reading = readHex(values.find(option) ?? '0x');
  return Buffer.from('value' in reading ? reading.value : '', 'hex');
}
