import { groupBy } from '../../../group-by.ts';
import type { KeyTable } from '../state.ts';
import type { KeyObjects } from './key-objects.ts';
import {
  readDirectory,
  readMaterials,
  readRecords,
  writeDirectory,
  writeMaterials,
  writeRecords,
} from './key-pages.ts';
import type { KeptKey, KeyRecord, Leaf } from './key-record.ts';

/**
 * The table of an HSM's keys, by handle: a tree of pages that are objects beside the state. A leaf is the records
 * of up to 32 handles that follow each other, and what those keys are made of; a directory names up to 256
 * leaves, and the state names the directories. A change writes one leaf and one directory anew, however many
 * keys there are.
 *
 * Pure but for the objects that it is handed; no function changes a table in place.
 */

const LEAF_BITS = 5;
const DIRECTORY_BITS = 8;

/** A table without keys. */
export const NO_KEYS: KeyTable = { count: 0, directories: [], sessionKeys: [], retired: [] };

/** The record of one key. @throws Failure of kind `state` where a page is missing or damaged */
export function findKey(
  table: KeyTable,
  objects: KeyObjects,
  handle: number,
): KeyRecord | undefined {
  const leaf = findLeaf(table, objects, handle);
  return leaf && readRecords(objects, leaf.records).find((record) => record.handle === handle);
}

/**
 * What a key is made of: the bytes of a secret key, PKCS #8 in DER of a private one.
 *
 * @returns undefined of a public key, and where there is no such key
 * @throws Failure of kind `state` where a page is missing or damaged
 */
export function findMaterial(
  table: KeyTable,
  objects: KeyObjects,
  handle: number,
): Uint8Array | undefined {
  const { materials = null } = findLeaf(table, objects, handle) ?? {};
  const material = materials === null ? undefined : readMaterials(objects, materials).get(handle);
  return material === undefined ? undefined : Buffer.from(material, 'base64');
}

/** All records, in the order of their handles. */
export function* listKeys(table: KeyTable, objects: KeyObjects): Generator<KeyRecord> {
  for (const leaf of listLeaves(table, objects).values()) yield* readRecords(objects, leaf.records);
}

/** All keys with what they are made of, in the order of their handles. */
export function* listKeptKeys(table: KeyTable, objects: KeyObjects): Generator<KeptKey> {
  for (const leaf of listLeaves(table, objects).values()) yield* readLeaf(objects, leaf);
}

/** The keys of a leaf with what they are made of. @throws Failure of kind `state` as above */
export function readLeaf(objects: KeyObjects, leaf: Leaf): readonly KeptKey[] {
  const { records, materials } = readContent(objects, leaf);
  return records.map((record) => ({ record, material: materials.get(record.handle) ?? null }));
}

/** All leaves by their numbers, in their order. */
export function listLeaves(
  { directories }: KeyTable,
  objects: KeyObjects,
): ReadonlyMap<number, Leaf> {
  return new Map(directories.flatMap(({ object }) => [...readDirectory(objects, object)]));
}

/**
 * Puts keys in, or others in their places.
 *
 * @param materials what they are made of, by handle: of each that is new and not public; of others it stays
 */
export function putKeys(
  table: KeyTable,
  objects: KeyObjects,
  records: readonly KeyRecord[],
  materials: ReadonlyMap<number, Uint8Array | undefined> = new Map(),
): KeyTable {
  const put = new Map(records.map((record) => [record.handle, record]));
  return changeLeaves(table, objects, [...put.keys()], (leaf, handles) => ({
    records: [
      ...leaf.records.filter(({ handle }) => !put.has(handle)),
      ...handles.map((handle) => put.get(handle) as KeyRecord),
    ].sort((a, b) => a.handle - b.handle),
    materials: new Map([
      ...leaf.materials,
      ...handles.flatMap((handle): [number, string][] => {
        const bytes = materials.get(handle);
        return bytes === undefined ? [] : [[handle, Buffer.from(bytes).toString('base64')]];
      }),
    ]),
  }));
}

/** Takes keys out, and what they are made of. */
export function removeKeys(
  table: KeyTable,
  objects: KeyObjects,
  handles: readonly number[],
): KeyTable {
  const gone = new Set(handles);
  const changed = changeLeaves(table, objects, handles, ({ records, materials }) => ({
    records: records.filter(({ handle }) => !gone.has(handle)),
    materials: new Map([...materials].filter(([handle]) => !gone.has(handle))),
  }));
  const sessionKeys = table.sessionKeys.filter(({ handle }) => !gone.has(handle));
  return { ...changed, sessionKeys };
}

function leafOf(handle: number): number {
  return Math.floor(handle / 2 ** LEAF_BITS);
}

function directoryOf(handle: number): number {
  return Math.floor(handle / 2 ** (LEAF_BITS + DIRECTORY_BITS));
}

function findLeaf(
  { directories }: KeyTable,
  objects: KeyObjects,
  handle: number,
): Leaf | undefined {
  const directory = directories.find(({ number }) => number === directoryOf(handle));
  return directory && readDirectory(objects, directory.object).get(leafOf(handle));
}

/** A leaf that is read. */
interface Content {
  readonly records: readonly KeyRecord[];
  /** Base64, by handle. */
  readonly materials: ReadonlyMap<number, string>;
}

/** Makes the leaves anew in which handles have their places; pages that come to hold nothing go. */
function changeLeaves(
  table: KeyTable,
  objects: KeyObjects,
  handles: readonly number[],
  change: (leaf: Content, handles: readonly number[]) => Content,
): KeyTable {
  const { directories, ...rest } = table;
  const changed = new Map(directories.map(({ number, object }) => [number, object]));
  let count = table.count;
  for (const [number, inDirectory] of groupBy(handles, directoryOf)) {
    const directory = changed.get(number);
    const leaves = new Map(directory === undefined ? [] : readDirectory(objects, directory));
    for (const [place, inLeaf] of groupBy(inDirectory, leafOf)) {
      const old = leaves.get(place);
      const before = readContent(objects, old);
      const after = change(before, inLeaf);
      count += after.records.length - before.records.length;
      if (after.records.length === 0) leaves.delete(place);
      else leaves.set(place, writeLeaf(objects, after, before, old));
    }
    if (leaves.size === 0) changed.delete(number);
    else changed.set(number, writeDirectory(objects, leaves));
  }
  const sorted = [...changed].sort(([a], [b]) => a - b);
  return { ...rest, count, directories: sorted.map(([number, object]) => ({ number, object })) };
}

function readContent(objects: KeyObjects, leaf: Leaf | undefined): Content {
  return {
    records: leaf === undefined ? [] : readRecords(objects, leaf.records),
    materials: leaf?.materials == null ? new Map() : readMaterials(objects, leaf.materials),
  };
}

/** Where only records change, what the keys are made of is not written anew. */
function writeLeaf(
  objects: KeyObjects,
  { records, materials }: Content,
  before: Content,
  old: Leaf | undefined,
): Leaf {
  return {
    records: writeRecords(objects, records),
    materials: areSame(materials, before.materials)
      ? (old?.materials ?? null)
      : materials.size === 0
        ? null
        : writeMaterials(objects, materials),
  };
}

function areSame(some: ReadonlyMap<number, string>, others: ReadonlyMap<number, string>): boolean {
  return (
    some.size === others.size && [...some].every(([handle, text]) => others.get(handle) === text)
  );
}
