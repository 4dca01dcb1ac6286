/**
 * The six fields that the device's reader knows, and how much each can hold. A piece of the file
 * belongs to a field when it starts with the field's key, to the letter and in the first column; what
 * follows the key is not looked at, so a longer word that starts the same way counts too.
 *
 * Source: the vendor's published `Cfm2Util`, `approveToken`. The capacity for names is an inference from
 * the documented longest user name, 31 characters.
 */

import { encodeLatin1 } from '../../latin1.ts';

interface FieldRules {
  readonly key: string;
  readonly part: 'header' | 'approver';
  /** Bytes that the reader keeps for the value, its closing NUL among them; numbers have no limit. */
  readonly capacity?: number;
}

/** Field by field: its key, which part of the file it is looked for in, its capacity. */
export const DEVICE_FIELDS: Readonly<Record<DeviceFieldName, FieldRules>> = {
  multiTokenFilePath: { key: 'Multi Token File Path', part: 'header', capacity: 256 },
  tokenFilePath: { key: 'Token File Path', part: 'header', capacity: 256 },
  numberOfApprovals: { key: 'Number of Approvals', part: 'header' },
  type: { key: 'Approver Type', part: 'approver' },
  name: { key: 'Approver Name', part: 'approver', capacity: 32 },
  file: { key: 'Approval File', part: 'approver', capacity: 256 },
};

/** A field, by the name that it has in a {@link DeviceReading}. */
export type DeviceFieldName =
  | 'multiTokenFilePath'
  | 'tokenFilePath'
  | 'numberOfApprovals'
  | 'type'
  | 'name'
  | 'file';

/** The first part of the file, up to three counted fields, or the fields of one approver. */
export type DevicePart = FieldRules['part'];

interface KeyBytes {
  readonly name: DeviceFieldName;
  readonly part: DevicePart;
  readonly bytes: Uint8Array;
}

const KEYS: readonly KeyBytes[] = Object.entries(DEVICE_FIELDS).map(([name, field]) => ({
  name: name as DeviceFieldName,
  part: field.part,
  bytes: encodeLatin1(field.key),
}));

/**
 * Which field the piece that starts at `start` belongs to, whatever the part of the file. No key
 * is the beginning of another, so that there is at most one.
 */
export function fieldOfPiece(bytes: Uint8Array, start: number): DeviceFieldName | undefined {
  return KEYS.find((key) => startsWith(bytes, start, key.bytes))?.name;
}

/** A piece that is shorter than a key ends with a newline or with the file, which no key has in it. */
function startsWith(bytes: Uint8Array, start: number, key: Uint8Array): boolean {
  for (let i = 0; i < key.length; i++) if (bytes[start + i] !== key[i]) return false;
  return true;
}
