import * as v from 'valibot';

import { CURVES, KEY_CLASSES, KEY_FLAGS, KEY_TYPES } from '../../keys.ts';
import { checkShape } from '../check-shape.ts';
import { expected } from '../expected.ts';
import { LIMITS } from '../rules.ts';
import type { KeyObjects } from './key-objects.ts';
import type { KeyRecord, Leaf } from './key-record.ts';
import { orNothing } from './or-nothing.ts';

/** Pages of the table of keys, as they are kept: JSON, read strictly. */

const OUT_OF_ORDER = expected('ascending');

const handle = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMITS.keyHandle));
const user = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMITS.counter));
const quorum = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.keyQuorum));
const hex = (most: number) =>
  v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/, expected('hex')), v.maxLength(2 * most));
const base64 = v.pipe(
  v.string(),
  v.maxLength(2 * LIMITS.keyMaterial),
  v.check((text) => Buffer.from(text, 'base64').toString('base64') === text, expected('base64')),
);

/** The name of an object: the generation that it was made for, and the SHA-256 of its bytes. */
export const OBJECT_NAME_SCHEMA: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.regex(/^\d{12}-[0-9a-f]{64}$/, expected('object-name')),
);

const RECORD_SCHEMA = v.strictObject({
  handle,
  owner: user,
  sharedWith: v.pipe(v.array(user), v.maxLength(LIMITS.users)),
  quorum: v.strictObject({ manage: quorum, use: quorum }),
  class: v.picklist(KEY_CLASSES),
  type: v.picklist(KEY_TYPES),
  label: v.pipe(
    v.string(),
    // Some characters are two of UTF-16.
    v.maxLength(2 * LIMITS.keyLabel),
    v.check((text) => Array.from(text).length <= LIMITS.keyLabel, expected('key-label')),
  ),
  id: hex(LIMITS.keyId),
  flags: v.strictObject(
    Object.fromEntries(KEY_FLAGS.map((flag) => [flag, v.boolean()])) as Record<
      (typeof KEY_FLAGS)[number],
      v.BooleanSchema<undefined>
    >,
  ),
  checkValue: v.nullable(v.pipe(hex(3), v.length(6))),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMITS.keyMaterial)),
  spki: v.nullable(base64),
  curve: v.nullable(v.picklist(CURVES)),
});

/** See {@link KeyRecord}. Who would be counted twice among its users would make up for one who is not there. */
export const KEY_RECORD_SCHEMA: v.GenericSchema<unknown, KeyRecord> = v.pipe(
  RECORD_SCHEMA,
  v.check(
    ({ owner, sharedWith }) => new Set([owner, ...sharedWith]).size === 1 + sharedWith.length,
    expected('key-users'),
  ),
);

/** What a key is made of: the bytes of a secret key, PKCS #8 in DER of a private one; base64. */
export const KEY_MATERIAL_SCHEMA: v.GenericSchema<unknown, string> = base64;

const RECORDS_SCHEMA = v.pipe(
  v.array(KEY_RECORD_SCHEMA),
  v.check((page) => isAscending(page.map((record) => record.handle)), OUT_OF_ORDER),
);
const MATERIALS_SCHEMA = v.pipe(
  v.array(v.strictTuple([handle, KEY_MATERIAL_SCHEMA])),
  v.check((page) => isAscending(page.map(([number]) => number)), OUT_OF_ORDER),
);
const DIRECTORY_SCHEMA = v.pipe(
  v.array(
    v.strictTuple([
      v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      OBJECT_NAME_SCHEMA,
      v.nullable(OBJECT_NAME_SCHEMA),
    ]),
  ),
  v.check((page) => isAscending(page.map(([number]) => number)), OUT_OF_ORDER),
);

/** @throws Failure of kind `state` where the page is missing or is none */
export function readRecords(objects: KeyObjects, name: string): readonly KeyRecord[] {
  return objects.decoded(name, decodeRecords);
}

/** The leaves of a directory, by their numbers. @throws Failure as above */
export function readDirectory(objects: KeyObjects, name: string): ReadonlyMap<number, Leaf> {
  return objects.decoded(name, decodeDirectory);
}

/** What keys are made of, base64, by their handles. It is not kept in memory. @throws Failure as above */
export function readMaterials(objects: KeyObjects, name: string): ReadonlyMap<number, string> {
  return decodeMaterials(objects.get(name));
}

/** Keeps a page, once the reader has taken it that reads it next time. @returns its name */
export function writeRecords(objects: KeyObjects, records: readonly KeyRecord[]): string {
  return writePage(objects, records, decodeRecords);
}

/** See {@link writeRecords}. */
export function writeMaterials(
  objects: KeyObjects,
  materials: ReadonlyMap<number, string>,
): string {
  return writePage(
    objects,
    [...materials].sort(([a], [b]) => a - b),
    decodeMaterials,
  );
}

/** See {@link writeRecords}. */
export function writeDirectory(objects: KeyObjects, leaves: ReadonlyMap<number, Leaf>): string {
  const page = [...leaves].map(([number, { records, materials }]) => [number, records, materials]);
  page.sort(([a], [b]) => Number(a) - Number(b));
  return writePage(objects, page, decodeDirectory);
}

function writePage(
  objects: KeyObjects,
  page: readonly unknown[],
  decode: (bytes: Uint8Array) => unknown,
): string {
  const bytes = Buffer.from(JSON.stringify(page));
  try {
    decode(bytes);
  } catch (error) {
    throw new Error('a page that could not be read again was not written', { cause: error });
  }
  return objects.put(bytes);
}

function decodeRecords(bytes: Uint8Array): readonly KeyRecord[] {
  return checkShape(RECORDS_SCHEMA, parse(bytes));
}

function decodeDirectory(bytes: Uint8Array): ReadonlyMap<number, Leaf> {
  const page = checkShape(DIRECTORY_SCHEMA, parse(bytes));
  return new Map(page.map(([number, records, materials]) => [number, { records, materials }]));
}

function decodeMaterials(bytes: Uint8Array): ReadonlyMap<number, string> {
  return new Map(checkShape(MATERIALS_SCHEMA, parse(bytes)));
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] as number));
}

/** What is no JSON at all is nothing of which a shape could be told. */
function parse(bytes: Uint8Array): unknown {
  return orNothing(() => JSON.parse(Buffer.from(bytes).toString('utf8')));
}
