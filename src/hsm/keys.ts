/**
 * Keys that an HSM holds: their classes, types and attributes, by the names of the newer command line. The one
 * table of attributes; what each console makes of it stands with the console.
 */

export const KEY_CLASSES = ['secret-key', 'public-key', 'private-key'] as const;
export type KeyClass = (typeof KEY_CLASSES)[number];

export const KEY_TYPES = ['aes', 'rsa', 'ec', 'generic-secret'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

export const CURVES = [
  'secp224r1',
  'secp256r1',
  'prime256v1',
  'secp384r1',
  'secp256k1',
  'secp521r1',
] as const;
export type CurveName = (typeof CURVES)[number];

export const KEY_HASHES = ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type KeyHash = (typeof KEY_HASHES)[number];

/** Attributes that are yes or no, in the order in which the newer command line prints them. */
export const KEY_FLAGS = [
  'encrypt',
  'decrypt',
  'token',
  'always-sensitive',
  'derive',
  'destroyable',
  'extractable',
  'local',
  'modifiable',
  'never-extractable',
  'private',
  'sensitive',
  'sign',
  'trusted',
  'unwrap',
  'verify',
  'wrap',
  'wrap-with-trusted',
] as const;
export type KeyFlag = (typeof KEY_FLAGS)[number];
export type KeyFlags = { readonly [Flag in KeyFlag]: boolean };

/**
 * Attributes of a key as an HSM tells of them, in the order of answers. Bytes are hex in lower case, without
 * `0x`. What a key of its type has not is missing.
 */
export interface KeyAttributes extends KeyFlags {
  readonly 'key-type': KeyType;
  readonly label: string;
  readonly id: string;
  /** Three bytes; null where the key has none (a generic secret). */
  readonly 'check-value': string | null;
  readonly class: KeyClass;
  readonly 'key-length-bytes': number;
  readonly 'public-exponent'?: string;
  readonly modulus?: string;
  readonly 'modulus-size-bits'?: number;
  readonly 'ec-point'?: string;
  readonly curve?: CurveName;
}

export type KeyAttributeName = keyof KeyAttributes;

/** All of them, in the order of answers. */
export const KEY_ATTRIBUTE_NAMES: readonly KeyAttributeName[] = [
  'key-type',
  'label',
  'id',
  'check-value',
  'class',
  ...KEY_FLAGS,
  'key-length-bytes',
  'public-exponent',
  'modulus',
  'modulus-size-bits',
  'ec-point',
  'curve',
];

export function isKeyAttributeName(name: unknown): name is KeyAttributeName {
  return KEY_ATTRIBUTE_NAMES.includes(name as KeyAttributeName);
}

/** What a use of a key needs approvals for: each is a service of tokens. */
export const KEY_SERVICES = ['useKey', 'manageKey'] as const;
export type KeyService = (typeof KEY_SERVICES)[number];

/** Approvals that a key asks for; 0 for none. */
export interface KeyQuorum {
  readonly manage: number;
  readonly use: number;
}

export const NO_KEY_QUORUM: KeyQuorum = { manage: 0, use: 0 };
