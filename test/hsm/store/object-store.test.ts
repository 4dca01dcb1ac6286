import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findKey,
  findMaterial,
  NO_KEYS,
  putKeys,
  removeKeys,
} from '../../../src/hsm/machine/keys/key-table.ts';
import { listObjects } from '../../../src/hsm/machine/keys/table-objects.ts';
import type { HsmState, KeyTable } from '../../../src/hsm/machine/state.ts';
import { damaged } from '../../../src/hsm/store/document.ts';
import { type ObjectStore, openObjectStore } from '../../../src/hsm/store/object-store.ts';
import { removeUnnamed } from '../../../src/hsm/store/remove-unnamed.ts';
import { StagedObjects } from '../../../src/hsm/store/staged-objects.ts';
import { createStore } from '../../../src/hsm/store/store.ts';
import { failureOf } from '../../support/failure-of.ts';
import { keyMaterial, keyRecord } from '../../support/key-records.ts';
import { createStates } from '../machine/bare-hsm.ts';
import { addEntry, tallyKind } from './tally.ts';

let root: string;
let folder: string;
let store: ObjectStore;
/** The state of the newest generation. */
let state: HsmState;
let generation: number;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-objects-'));
  folder = path.join(root, 'keys');
  store = openObjectStore(folder);
  [state] = createStates(1, { officers: 1, keys: 0 }) as [HsmState];
  generation = 1;
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** One change, as a server makes it. */
function change(next: (keys: KeyTable, objects: StagedObjects) => KeyTable): void {
  const staged = new StagedObjects(store, generation + 1);
  const before = state.keys.retired;
  state = staged.settle(state, { ...state, keys: next(state.keys, staged) });
  generation += 1;
  removeUnnamed(store, { number: generation, keys: state.keys, before });
}

function add(handle: number): void {
  change((keys, objects) =>
    putKeys(keys, objects, [keyRecord(handle)], new Map([[handle, keyMaterial(handle)]])),
  );
}

function named(): string[] {
  return [...listObjects(state.keys, new StagedObjects(store, generation))].sort();
}

/** Whether anything in the folder holds what a key is made of. */
function holdsMaterial(handle: number): boolean {
  const text = Buffer.from(keyMaterial(handle)).toString('base64');
  return fs
    .readdirSync(folder)
    .some((name) => fs.readFileSync(path.join(folder, name)).includes(text));
}

describe('the objects of a store', () => {
  it('are files of their owner alone, each read back as it was kept', () => {
    add(7);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(folder).sort()).toEqual(named());
    expect(named()).toHaveLength(3);
    for (const name of named()) {
      expect(fs.statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    }
    const objects = new StagedObjects(openObjectStore(folder), 99);
    expect(findKey(state.keys, objects, 7)).toEqual(keyRecord(7));
    expect(findMaterial(state.keys, objects, 7)).toEqual(keyMaterial(7));
  });

  it('are those of the state and of the one before it', () => {
    add(7);
    const first = named();
    add(8);
    expect(fs.readdirSync(folder).sort()).toEqual([...first, ...named()].sort());
    add(9);
    expect(fs.readdirSync(folder)).not.toEqual(expect.arrayContaining(first));
  });

  it('hold nothing of a deleted key once there was one change more', () => {
    add(7);
    add(8);
    change((keys, objects) => removeKeys(keys, objects, [7]));
    expect(holdsMaterial(7)).toBe(true);
    add(9);
    expect(holdsMaterial(7)).toBe(false);
    expect(holdsMaterial(8)).toBe(true);
  });

  it('are nothing of what a refused request made', () => {
    const staged = new StagedObjects(store, 2);
    putKeys(NO_KEYS, staged, [keyRecord(7)], new Map([[7, keyMaterial(7)]]));
    expect(staged.settle(state, { ...state })).toEqual(state);
    expect(fs.existsSync(folder)).toBe(false);
  });

  it('are swept of what killed writers left, and of nothing else', () => {
    add(7);
    change((keys, objects) => removeKeys(keys, objects, [7]));
    // As where it is killed before it could remove what the state before had let go.
    const left = fs.readdirSync(folder).map((name) => {
      const kept = path.join(root, name);
      fs.copyFileSync(path.join(folder, name), kept);
      return [name, kept] as const;
    });
    add(8);
    for (const [name, kept] of left) fs.renameSync(kept, path.join(folder, name));
    // A writer that is about to publish, and one that lost against generation 64.
    const coming = `000000000065-${'a'.repeat(64)}`;
    fs.writeFileSync(path.join(folder, coming), '');
    const lost = `000000000064-${'b'.repeat(64)}`;
    fs.writeFileSync(path.join(folder, lost), '');
    while (generation < 63) add(100 + generation);
    expect(holdsMaterial(7)).toBe(true);
    const older = named();
    add(9);
    expect(generation).toBe(64);
    expect(holdsMaterial(7)).toBe(false);
    expect(fs.readdirSync(folder).sort()).toEqual(
      [...new Set([...older, ...named(), coming, lost])].sort(),
    );
  });

  it.each([
    ['is missing', (file: string) => fs.rmSync(file), 'it is missing'],
    ['was changed', (file: string) => fs.appendFileSync(file, ' '), 'not what its SHA-256 says'],
    [
      'is a link',
      (file: string) => {
        fs.renameSync(file, `${file}.old`);
        fs.symlinkSync(`${file}.old`, file);
      },
      'symbolic link',
    ],
  ])('are refused with their path where one %s', (_, damage, words) => {
    add(7);
    for (const name of named()) damage(path.join(folder, name));
    const objects = new StagedObjects(openObjectStore(folder), 9);
    const failure = failureOf(() => findKey(state.keys, objects, 7));
    expect(failure.kind).toBe('state');
    expect(failure.message).toContain(folder);
    expect(failure.message).toContain(words);
  });

  it('are refused where they are no pages, whatever their names say', () => {
    const staged = new StagedObjects(store, 2);
    const object = staged.put(Buffer.from('[[1,"x"]]'));
    const keys = { ...NO_KEYS, count: 1, directories: [{ number: 0, object }] };
    const message = /damaged state: .*keys\/000000000002-[0-9a-f]+: 0/;
    expect(failureOf(() => staged.settle(state, { ...state, keys })).message).toMatch('0.1');
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, object), '[[1,"x"]]');
    const objects = new StagedObjects(store, 3);
    expect(failureOf(() => findKey(keys, objects, 7)).message).toMatch(message);
  });
});

describe('who reads a generation while others publish', () => {
  it('starts over where an object of it was let go, and fails where it is the newest', () => {
    const tally = createStore(path.join(root, 'tally'), tallyKind, { entries: [] });
    const missing = damaged('keys/x', { problem: 'object-missing' });
    let tries = 0;
    const work = ({ number }: { number: number }): number => {
      tries += 1;
      if (number < 3) {
        tally.transact(addEntry('other'));
        throw missing;
      }
      return number;
    };
    expect(tally.look(work)).toBe(3);
    expect(tries).toBe(3);
    expect(tally.transact((current) => ({ state: current.state, result: work(current) }))).toBe(3);
    const fail = (): never => {
      throw missing;
    };
    expect(failureOf(() => tally.look(fail)).message).toContain('keys/x');
    expect(failureOf(() => tally.transact(fail)).message).toContain('keys/x');
  });
});
