import { groupBy } from '../../../group-by.ts';
import type { KeyDirectory, KeyTable } from '../state.ts';
import type { KeyObjects } from './key-objects.ts';
import { decodeDirectory, decodeLeaf, encodePage } from './key-pages.ts';
import type { KeyRecord } from './key-record.ts';

/**
 * The table of an HSM's keys, by handle: a tree of pages that are objects beside the state. A leaf holds the
 * records of up to 32 handles that follow each other, a directory names up to 256 leaves, and the state names the
 * directories. A change writes one leaf and one directory anew, however many keys there are.
 *
 * Pure but for the objects that it is handed; no function changes a table in place.
 */

const LEAF_BITS = 5;
const DIRECTORY_BITS = 8;

/** A table without keys. */
export const NO_KEYS: KeyTable = { count: 0, directories: [], sessionKeys: [], retired: [] };

/** Where a handle's record stands. */
interface Place {
  readonly directory: number;
  readonly leaf: number;
}

/** The record of one key. @throws Failure of kind `state` where a page is missing or damaged */
export function findKey(
  table: KeyTable,
  objects: KeyObjects,
  handle: number,
): KeyRecord | undefined {
  const place = placeOf(handle);
  const leaf = findLeaf(table, objects, place);
  return leaf?.find((record) => record.handle === handle);
}

/** All records, in the order of their handles. */
export function* listKeys(table: KeyTable, objects: KeyObjects): Generator<KeyRecord> {
  for (const { object } of table.directories) {
    for (const [, leaf] of decodeDirectory(objects.get(object))) {
      yield* decodeLeaf(objects.get(leaf));
    }
  }
}

/** Puts keys in, or others in their places. The objects that they are made of are kept already. */
export function putKeys(
  table: KeyTable,
  objects: KeyObjects,
  records: readonly KeyRecord[],
): KeyTable {
  return changeLeaves(
    table,
    objects,
    records.map(({ handle }) => handle),
    (leaf, handles) => {
      const added = records.filter(({ handle }) => handles.has(handle));
      return [...leaf.filter(({ handle }) => !handles.has(handle)), ...added].sort(
        (a, b) => a.handle - b.handle,
      );
    },
  );
}

/** Takes keys out, and lets go what they are made of. */
export function removeKeys(
  table: KeyTable,
  objects: KeyObjects,
  handles: readonly number[],
): KeyTable {
  const gone = new Set(handles);
  const changed = changeLeaves(table, objects, handles, (leaf) => {
    for (const { handle, material } of leaf) {
      if (gone.has(handle) && material !== null) objects.retire(material);
    }
    return leaf.filter(({ handle }) => !gone.has(handle));
  });
  const sessionKeys = table.sessionKeys.filter(({ handle }) => !gone.has(handle));
  return { ...changed, sessionKeys };
}

function placeOf(handle: number): Place {
  const leaf = Math.floor(handle / 2 ** LEAF_BITS);
  return { directory: Math.floor(leaf / 2 ** DIRECTORY_BITS), leaf };
}

function findLeaf(
  { directories }: KeyTable,
  objects: KeyObjects,
  place: Place,
): readonly KeyRecord[] | undefined {
  const directory = directories.find(({ number }) => number === place.directory);
  if (directory === undefined) return undefined;
  const name = decodeDirectory(objects.get(directory.object)).get(place.leaf);
  return name === undefined ? undefined : decodeLeaf(objects.get(name));
}

/** Makes the leaves anew in which handles have their places; pages that come to hold nothing go. */
function changeLeaves(
  table: KeyTable,
  objects: KeyObjects,
  handles: readonly number[],
  change: (leaf: readonly KeyRecord[], handles: ReadonlySet<number>) => readonly KeyRecord[],
): KeyTable {
  const { directories, ...rest } = table;
  const changed = new Map(directories.map((directory) => [directory.number, directory]));
  let count = table.count;
  for (const [number, inDirectory] of groupBy(handles, (one) => placeOf(one).directory)) {
    const old = changed.get(number);
    const leaves = new Map(old === undefined ? [] : decodeDirectory(objects.get(old.object)));
    for (const [leaf, inLeaf] of groupBy(inDirectory, (one) => placeOf(one).leaf)) {
      const name = leaves.get(leaf);
      const before = name === undefined ? [] : decodeLeaf(objects.get(name));
      const after = change(before, new Set(inLeaf));
      count += after.length - before.length;
      if (name !== undefined) objects.retire(name);
      if (after.length === 0) leaves.delete(leaf);
      else leaves.set(leaf, objects.put(encodePage(after)));
    }
    if (old !== undefined) objects.retire(old.object);
    if (leaves.size === 0) changed.delete(number);
    else changed.set(number, writeDirectory(objects, number, leaves));
  }
  return {
    ...rest,
    count,
    directories: [...changed.values()].sort((a, b) => a.number - b.number),
  };
}

function writeDirectory(
  objects: KeyObjects,
  number: number,
  leaves: ReadonlyMap<number, string>,
): KeyDirectory {
  const sorted = [...leaves].sort(([a], [b]) => a - b);
  return { number, object: objects.put(encodePage(sorted)) };
}
