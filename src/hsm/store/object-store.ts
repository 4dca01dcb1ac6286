import { createHash } from 'node:crypto';
import path from 'node:path';

import { isFailure } from '../../failure.ts';
import { syncFolder } from '../../files/folder.ts';
import { isFolder } from '../../files/look.ts';
import { putNewFile, removeQuietly, sweepTemporaries } from '../../files/put-in-place.ts';
import { errorCode } from '../../files/system-error.ts';
import { damaged } from './document.ts';
import { ioFailure, listFolder, makeFolder, readStateFile } from './store-files.ts';

/**
 * Objects that the states of a store name: files that never change, each named by the generation that it was made
 * for and by its SHA-256. They are on disk before that generation is published. So an object of a generation
 * that lost its race is nobody's, and one of the newest generation is never made anew by another writer.
 */
export interface ObjectStore {
  /** @throws Failure of kind `state` where it is missing or not what its name says */
  read(name: string): Uint8Array;
  /** What `decode` makes of an object, which is kept in memory for a while. @throws Failure of kind `state` */
  decoded<Page>(name: string, decode: (bytes: Uint8Array) => Page): Page;
  /** Keeps objects, and waits until they are on disk. @throws Failure of kind `state` */
  keep(objects: ReadonlyMap<string, Uint8Array>): void;
  /** Removes objects, as far as they can be removed. */
  remove(names: readonly string[]): void;
  /**
   * Removes what killed and losing writers left: objects of generations before one that neither it nor the one
   * before it names. No later generation will name them.
   *
   * @param named all that these two name
   */
  sweep(generation: number, named: ReadonlySet<string>): void;
}

/** Digits of a generation, as in the names of generations. */
const GENERATION_DIGITS = 12;
const NAME = /^(\d{12})-[0-9a-f]{64}$/;
/** Pages kept in memory: more than the table of an HSM that is full has, with 32 keys in each. */
const PAGES_KEPT = 1024;

/** The name of an object of a generation. */
export function nameObject(generation: number, bytes: Uint8Array): string {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return `${String(generation).padStart(GENERATION_DIGITS, '0')}-${digest}`;
}

/** Objects in a folder, which comes into being with the first of them. */
export function openObjectStore(folder: string): ObjectStore {
  const read = (name: string): Uint8Array => {
    const file = path.join(folder, name);
    const bytes = readStateFile(file);
    if (bytes === undefined) throw damaged(file, { problem: 'object-missing' });
    const generation = Number(name.slice(0, GENERATION_DIGITS));
    if (nameObject(generation, bytes) !== name) throw damaged(file, { problem: 'digest' });
    return bytes;
  };
  return {
    read,
    decoded: rememberPages(read, (name) => path.join(folder, name)),
    keep(objects) {
      if (objects.size === 0) return;
      makeFolderOnce(folder);
      for (const [name, bytes] of objects) keepFile(path.join(folder, name), bytes);
      sync(folder);
    },
    remove(names) {
      for (const name of names) removeQuietly(path.join(folder, name));
    },
    sweep(newest, named) {
      if (!isFolder(folder)) return;
      const entries = listFolder(folder);
      for (const entry of entries) {
        if (named.has(entry) || Number(NAME.exec(entry)?.[1] ?? newest) >= newest) continue;
        removeQuietly(path.join(folder, entry));
      }
      sweepTemporaries(folder, entries);
    },
  };
}

/** Objects in memory, for a cluster in memory. */
export function createMemoryObjects(): ObjectStore {
  const kept = new Map<string, Uint8Array>();
  const read = (name: string): Uint8Array => {
    const bytes = kept.get(name);
    if (bytes === undefined) throw damaged(name, { problem: 'object-missing' });
    return bytes;
  };
  return {
    read,
    decoded: rememberPages(read, (name) => name),
    keep(objects) {
      for (const [name, bytes] of objects) kept.set(name, bytes);
    },
    remove(names) {
      for (const name of names) kept.delete(name);
    },
    sweep() {
      // One process leaves nothing behind.
    },
  };
}

/** A name says what is in the object, so that what was read once is good as long as it is named. */
function rememberPages(
  read: (name: string) => Uint8Array,
  pathOf: (name: string) => string,
): ObjectStore['decoded'] {
  const pages = new Map<string, unknown>();
  return <Page>(name: string, decode: (bytes: Uint8Array) => Page): Page => {
    if (pages.has(name)) return pages.get(name) as Page;
    const page = decodeObject(read(name), decode, pathOf(name));
    if (pages.size >= PAGES_KEPT) pages.delete(pages.keys().next().value as string);
    pages.set(name, page);
    return page;
  };
}

/** Whoever wrote the bytes can have made a SHA-256 too: it says nothing of what they hold. */
function decodeObject<Page>(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => Page,
  file: string,
): Page {
  try {
    return decode(bytes);
  } catch (error) {
    if (!isFailure(error) || error.code !== 'state-malformed') throw error;
    throw damaged(file, error.values, error);
  }
}

/** Its name is on disk before a generation is that names what is in it. */
function makeFolderOnce(folder: string): void {
  if (isFolder(folder)) return;
  try {
    makeFolder(folder);
  } catch (error) {
    // Another process was first.
    if (!isFolder(folder)) throw error;
  }
  sync(path.dirname(folder));
}

function keepFile(file: string, bytes: Uint8Array): void {
  for (;;) {
    try {
      // Where it is there already, it has the same bytes.
      putNewFile(file, bytes);
      return;
    } catch (error) {
      // A sweeper took the temporary file of a writer that slept too long.
      if (errorCode(error) === 'ENOENT' && isFolder(path.dirname(file))) continue;
      throw ioFailure('write', file, error, 'unchanged');
    }
  }
}

function sync(folder: string): void {
  try {
    syncFolder(folder);
  } catch (error) {
    throw ioFailure('make-durable', folder, error, 'unchanged');
  }
}
