/**
 * The six fields of an approval file, as a person writes them. What the device makes of a key is
 * another matter: device/fields.ts.
 */
import { DEVICE_FIELDS, type DeviceFieldName } from './device/fields.ts';

/** A field, by the name that it has in the file's data. */
export type FieldName = DeviceFieldName;

export type ApproverFieldName = 'type' | 'name' | 'file';
export type HeaderFieldName = Exclude<FieldName, ApproverFieldName>;

/** The header's fields, in the documented order. */
export const HEADER_FIELDS: readonly HeaderFieldName[] = [
  'multiTokenFilePath',
  'tokenFilePath',
  'numberOfApprovals',
];

/** An approver's fields, in the documented order. */
export const APPROVER_FIELDS: readonly ApproverFieldName[] = ['type', 'name', 'file'];

export const FIELD_NAMES: readonly FieldName[] = [...HEADER_FIELDS, ...APPROVER_FIELDS];

/** How each field's key is spelt: `FIELD_KEYS.file` is `Approval File`. */
export const FIELD_KEYS: Readonly<Record<FieldName, string>> = {
  multiTokenFilePath: DEVICE_FIELDS.multiTokenFilePath.key,
  tokenFilePath: DEVICE_FIELDS.tokenFilePath.key,
  numberOfApprovals: DEVICE_FIELDS.numberOfApprovals.key,
  type: DEVICE_FIELDS.type.key,
  name: DEVICE_FIELDS.name.key,
  file: DEVICE_FIELDS.file.key,
};

const NAMES_BY_KEY: ReadonlyMap<string, FieldName> = new Map(
  FIELD_NAMES.map((name) => [FIELD_KEYS[name].toLowerCase(), name]),
);

const LONGEST_LOOSE_KEY = 100;

/**
 * The field that a person means by a key: letter case, the number of blanks between the words, and
 * quotes around the whole do not matter. Misspelt words do.
 *
 * @param key the key as it stands in the file, without the blanks around it
 * @returns undefined where it is none of the six
 */
export function fieldMeantBy(key: string): FieldName | undefined {
  if (key.length > LONGEST_LOOSE_KEY) return undefined;
  const words = key
    .toLowerCase()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim()
    .replace(/[ \t]+/g, ' ');
  return NAMES_BY_KEY.get(words);
}

/** Whether a field belongs to the header; the others belong to an approver. */
export function isHeaderField(name: FieldName): name is HeaderFieldName {
  return DEVICE_FIELDS[name].part === 'header';
}

/** Whether a field's value is a path. */
export function isPathField(name: FieldName | undefined): boolean {
  return name === 'multiTokenFilePath' || name === 'tokenFilePath' || name === 'file';
}

/** Whether a word is the name of a field. */
export function isFieldName(word: string): word is FieldName {
  return Object.hasOwn(FIELD_KEYS, word);
}
