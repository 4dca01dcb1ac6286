import * as v from 'valibot';

import { CURVES, KEY_CLASSES, KEY_FLAGS, KEY_TYPES } from '../../keys.ts';
import { checkShape } from '../check-shape.ts';
import { LIMITS } from '../rules.ts';
import type { KeyRecord } from './key-record.ts';

/** Pages of the table of keys, as they are kept: JSON, read strictly. */

const handle = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMITS.keyHandle));
const user = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMITS.counter));
const quorum = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.keyQuorum));
const hex = (most: number) =>
  v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/, 'expected hex digits'), v.maxLength(2 * most));

/** The name of an object: the generation that it was made for, and the SHA-256 of its bytes. */
export const OBJECT_NAME_SCHEMA: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.regex(/^\d{12}-[0-9a-f]{64}$/, 'expected the name of an object'),
);

/** See {@link KeyRecord}. */
export const KEY_RECORD_SCHEMA: v.GenericSchema<unknown, KeyRecord> = v.strictObject({
  handle,
  owner: user,
  sharedWith: v.pipe(v.array(user), v.maxLength(LIMITS.users)),
  quorum: v.strictObject({ manage: quorum, use: quorum }),
  class: v.picklist(KEY_CLASSES),
  type: v.picklist(KEY_TYPES),
  label: v.pipe(v.string(), v.maxLength(LIMITS.keyLabel)),
  id: hex(LIMITS.keyId),
  flags: v.strictObject(
    Object.fromEntries(KEY_FLAGS.map((flag) => [flag, v.boolean()])) as Record<
      (typeof KEY_FLAGS)[number],
      v.BooleanSchema<undefined>
    >,
  ),
  checkValue: v.nullable(v.pipe(hex(3), v.length(6))),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMITS.keyMaterial)),
  spki: v.nullable(v.pipe(v.string(), v.base64(), v.maxLength(2 * LIMITS.keyMaterial))),
  curve: v.nullable(v.picklist(CURVES)),
  material: v.nullable(OBJECT_NAME_SCHEMA),
});

const LEAF_SCHEMA = v.array(KEY_RECORD_SCHEMA);
const DIRECTORY_SCHEMA = v.array(
  v.strictTuple([v.pipe(v.number(), v.safeInteger(), v.minValue(0)), OBJECT_NAME_SCHEMA]),
);

/** The records of a page. @throws Failure `state-malformed` where it is none */
export function decodeLeaf(bytes: Uint8Array): readonly KeyRecord[] {
  return checkShape(LEAF_SCHEMA, parse(bytes));
}

/** Leaves by their numbers. @throws Failure `state-malformed` where it is none */
export function decodeDirectory(bytes: Uint8Array): ReadonlyMap<number, string> {
  return new Map(checkShape(DIRECTORY_SCHEMA, parse(bytes)));
}

export function encodePage(
  page: readonly KeyRecord[] | readonly (readonly [number, string])[],
): Uint8Array {
  return Buffer.from(JSON.stringify(page));
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}
