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

  it('writes no page that its reader does not take', () => {
    const objects = new StagedObjects(createMemoryObjects(), 1);
    for (const wrong of [
      { label: 'x'.repeat(128) },
      { owner: 3, sharedWith: [4, 5, 4] },
      { owner: 3, sharedWith: [4, 3] },
    ]) {
      expect(() => putKeys(NO_KEYS, objects, [keyRecord(7, wrong)])).toThrow(
        'could not be read again',
      );
    }
  });
});

/** Names that only one of two tables has, told by all of their names. */
function expectChanges(before: KeyTable, after: KeyTable, objects: StagedObjects): void {
  const [old, next] = [listObjects(before, objects), listObjects(after, objects)];
  const { added, gone } = compareObjects(before, after, objects);
  expect([...added].sort()).toEqual(next.filter((name) => !old.includes(name)).sort());
  expect([...gone].sort()).toEqual(old.filter((name) => !next.includes(name)).sort());
}
