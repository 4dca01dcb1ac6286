import { createHash } from 'node:crypto';
import path from 'node:path';

import { syncFolder } from '../../files/folder.ts';
import { isFolder } from '../../files/look.ts';
import { putNewFile, removeQuietly } from '../../files/put-in-place.ts';
import { damaged } from './document.ts';
import { ioFailure, makeFolder, readStateFile } from './store-files.ts';

/**
 * Objects that the states of a store name: files that never change, each named by the generation that it was made
 * for and by its SHA-256. They are on disk before that generation is published. So an object of a generation
 * that lost its race is nobody's, and one of the newest generation is never made anew by another writer.
 */
export interface ObjectStore {
  /** @throws Failure of kind `state` where it is missing or not what its name says */
  read(name: string): Uint8Array;
  /** Keeps objects, and waits until they are on disk. @throws Failure of kind `state` */
  keep(objects: ReadonlyMap<string, Uint8Array>): void;
  /** Removes objects, as far as they can be removed. */
  remove(names: readonly string[]): void;
}

/** Digits of a generation, as in the names of generations. */
const GENERATION_DIGITS = 12;

/** The name of an object of a generation. */
export function nameObject(generation: number, bytes: Uint8Array): string {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return `${String(generation).padStart(GENERATION_DIGITS, '0')}-${digest}`;
}

/** Objects in a folder, which comes into being with the first of them. */
export function openObjectStore(folder: string): ObjectStore {
  return {
    read(name) {
      const file = path.join(folder, name);
      const bytes = readStateFile(file);
      if (bytes === undefined) throw damaged(file, { problem: 'object-missing' });
      const generation = Number(name.slice(0, GENERATION_DIGITS));
      if (nameObject(generation, bytes) !== name) throw damaged(file, { problem: 'digest' });
      return bytes;
    },
    keep(objects) {
      if (objects.size === 0) return;
      if (!isFolder(folder)) makeFolder(folder);
      for (const [name, bytes] of objects) {
        const file = path.join(folder, name);
        try {
          // Where it is there already, it has the same bytes.
          putNewFile(file, bytes);
        } catch (error) {
          throw ioFailure('write', file, error, 'unchanged');
        }
      }
      try {
        syncFolder(folder);
      } catch (error) {
        throw ioFailure('make-durable', folder, error, 'unchanged');
      }
    },
    remove(names) {
      for (const name of names) removeQuietly(path.join(folder, name));
    },
  };
}

/** Objects in memory, for a cluster in memory. */
export function createMemoryObjects(): ObjectStore {
  const kept = new Map<string, Uint8Array>();
  return {
    read(name) {
      const bytes = kept.get(name);
      if (bytes === undefined) throw damaged(name, { problem: 'object-missing' });
      return bytes;
    },
    keep(objects) {
      for (const [name, bytes] of objects) kept.set(name, bytes);
    },
    remove(names) {
      for (const name of names) kept.delete(name);
    },
  };
}
