import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findKey,
  findMaterial,
  listKeys,
  NO_KEYS,
  putKeys,
  removeKeys,
} from '../../../../src/hsm/machine/keys/key-table.ts';
import { compareObjects, listObjects } from '../../../../src/hsm/machine/keys/table-objects.ts';
import type { KeyTable } from '../../../../src/hsm/machine/state.ts';
import { createMemoryObjects } from '../../../../src/hsm/store/object-store.ts';
import { StagedObjects } from '../../../../src/hsm/store/staged-objects.ts';
import { keyMaterial, keyRecord } from '../../../support/key-records.ts';

/** Handles of a few leaves and directories: 32 handles make a leaf, 8,192 a directory. */
const handles = fc.uniqueArray(
  fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(8191, 8192, 131_078, 0xffff_ffff)),
  { minLength: 1, maxLength: 8 },
);
const changes = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant('put' as const), handles, isPublic: fc.boolean() }),
    fc.record({ what: fc.constant('remove' as const), handles }),
  ),
  { maxLength: 12 },
);

describe('a table of keys', () => {
  it('holds what a plain map holds, after any changes', () => {
    fc.assert(
      fc.property(changes, (list) => {
        const objects = new StagedObjects(createMemoryObjects(), 1);
        const model = new Map<number, string | undefined>();
        let table = NO_KEYS;
        for (const change of list) {
          const before = table;
          if (change.what === 'put') {
            const isPublic = change.isPublic;
            table = putKeys(
              table,
              objects,
              change.handles.map((handle) => keyRecord(handle, { label: `${table.count}` })),
              isPublic ? new Map() : new Map(change.handles.map((h) => [h, keyMaterial(h)])),
            );
            for (const handle of change.handles) {
              const material = Buffer.from(keyMaterial(handle)).toString('hex');
              model.set(handle, isPublic ? model.get(handle) : material);
            }
          } else {
            table = removeKeys(table, objects, change.handles);
            for (const handle of change.handles) model.delete(handle);
          }
          expectChanges(before, table, objects);
        }
        const found = [...listKeys(table, objects)].map(({ handle }) => handle);
        expect(found).toEqual([...model.keys()].sort((a, b) => a - b));
        expect(table.count).toBe(model.size);
        for (const [handle, material] of model) {
          expect(findKey(table, objects, handle)?.handle).toBe(handle);
          const bytes = findMaterial(table, objects, handle);
          expect(bytes && Buffer.from(bytes).toString('hex')).toBe(material);
        }
        for (const handle of list.flatMap((change) => change.handles)) {
          if (model.has(handle)) continue;
          expect(findKey(table, objects, handle)).toBeUndefined();
          expect(findMaterial(table, objects, handle)).toBeUndefined();
        }
      }),
    );
  });

  it('names no page where it holds no key', () => {
    const objects = new StagedObjects(createMemoryObjects(), 1);
    const full = putKeys(
      NO_KEYS,
      objects,
      [keyRecord(7), keyRecord(70_000)],
      new Map([[7, keyMaterial(7)]]),
    );
    expect(listObjects(full, objects)).toHaveLength(5);
    expect(removeKeys(full, objects, [7, 70_000])).toEqual(NO_KEYS);
  });

  it('leaves what keys are made of where it is when a record changes', () => {
    const objects = new StagedObjects(createMemoryObjects(), 1);
    const table = putKeys(NO_KEYS, objects, [keyRecord(7)], new Map([[7, keyMaterial(7)]]));
    const shared = putKeys(table, objects, [keyRecord(7, { sharedWith: [4] })]);
    expect(compareObjects(table, shared, objects).gone).toHaveLength(2);
    expect(findMaterial(shared, objects, 7)).toEqual(keyMaterial(7));
  });

  it('holds 32 handles in a leaf, and 8,192 in a directory', () => {
    const objects = new StagedObjects(createMemoryObjects(), 1);
    const put = (...handles: number[]) =>
      putKeys(
        NO_KEYS,
        objects,
        handles.map((handle) => keyRecord(handle)),
      );
    const pages = (...handles: number[]) => listObjects(put(...handles), objects).length;
    // The directory, and leaves without what their keys are made of.
    expect(pages(64, 95)).toBe(2);
    expect(pages(64, 96)).toBe(3);
    expect(pages(63, 64)).toBe(3);
    expect(put(8192, 16_383).directories.map(({ number }) => number)).toEqual([1]);
    expect(put(16_384, 8191).directories.map(({ number }) => number)).toEqual([0, 2]);
  });

  it('forgets what a key was made of that is taken out, though others beside it stay', () => {
    const objects = new StagedObjects(createMemoryObjects(), 1);
    const full = putSecrets(NO_KEYS, objects, [6, 7, 8]);
    const left = removeKeys(full, objects, [7]);
    expect([6, 7, 8].map((handle) => findMaterial(left, objects, handle))).toEqual([
      keyMaterial(6),
      undefined,
      keyMaterial(8),
    ]);
    expect(left).toEqual(putSecrets(NO_KEYS, objects, [6, 8]));
    // Nor is there a page of it once all that are left are public.
    const mixed = putKeys(full, objects, [keyRecord(9)]);
    expect(removeKeys(mixed, objects, [6, 7, 8])).toEqual(
      putKeys(NO_KEYS, objects, [keyRecord(9)]),
    );
  });

  it.each<[string, number, (table: KeyTable, objects: StagedObjects) => KeyTable]>([
    [
      'a record changes',
      0,
      (table, objects) => putKeys(table, objects, [keyRecord(6, { id: '00' })]),
    ],
    ['a public key comes', 0, (table, objects) => putKeys(table, objects, [keyRecord(9)])],
    ['a public key goes', 0, (table, objects) => removeKeys(table, objects, [5])],
    ['it comes again', 0, (table, objects) => putSecrets(table, objects, [6, 7])],
    ['a secret comes', 1, (table, objects) => putSecrets(table, objects, [9])],
    ['a secret goes', 1, (table, objects) => removeKeys(table, objects, [6])],
    ['one secret is another', 1, (table, objects) => putSecrets(table, objects, [6], 60)],
    ['both secrets are others', 1, (table, objects) => putSecrets(table, objects, [6, 7], 60)],
  ])('writes what keys are made of anew where it changes alone: %s', (_, written, change) => {
    const store = createMemoryObjects();
    const first = new StagedObjects(store, 1);
    const table = putKeys(putSecrets(NO_KEYS, first, [6, 7]), first, [keyRecord(5)]);
    store.keep(new Map(listObjects(table, first).map((name) => [name, first.get(name)])));
    // A page that is written again has the number of the later generation.
    const objects = new StagedObjects(store, 2);
    const { added } = compareObjects(table, change(table, objects), objects);
    expect(added.length).toBe(2 + written);
  });

  it('writes no page that its reader does not take', () => {
    const objects = new StagedObjects(createMemoryObjects(), 1);
    for (const wrong of [
      { label: 'x'.repeat(128) },
      { owner: 3, sharedWith: [4, 5, 4] },
      { owner: 3, sharedWith: [4, 3] },
    ]) {
      expect(() => putKeys(NO_KEYS, objects, [keyRecord(7, wrong)])).toThrow(
        expect.objectContaining({
          message: 'a page that could not be read again was not written',
          cause: expect.objectContaining({ kind: 'state' }),
        }),
      );
    }
  });
});

/** Puts generic secrets in; they are made of other handles, where those begin elsewhere. */
function putSecrets(
  table: KeyTable,
  objects: StagedObjects,
  handles: readonly number[],
  from = 0,
): KeyTable {
  return putKeys(
    table,
    objects,
    handles.map((handle) => keyRecord(handle)),
    new Map(handles.map((handle) => [handle, keyMaterial(from + handle)])),
  );
}

/** Names that only one of two tables has, told by all of their names. */
function expectChanges(before: KeyTable, after: KeyTable, objects: StagedObjects): void {
  const [old, next] = [listObjects(before, objects), listObjects(after, objects)];
  const { added, gone } = compareObjects(before, after, objects);
  expect([...added].sort()).toEqual(next.filter((name) => !old.includes(name)).sort());
  expect([...gone].sort()).toEqual(old.filter((name) => !next.includes(name)).sort());
}
