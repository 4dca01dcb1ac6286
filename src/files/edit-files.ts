/**
 * Files that are read, changed and put back, while nobody else does the same: who changes one holds a
 * lock beside it. Whoever knows nothing of locks is noticed, for a file must still be what was read.
 */
import { join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { type HeldFolder, holdFolder } from './held-folder.ts';
import { type HeldLock, lockNameOf, takeLock, type WaitMore } from './lock-file.ts';
import { findPlace, isOtherThanFile, type Place } from './place.ts';
import { identifyProcess } from './process-identity.ts';
import { putInPlace } from './put-in-place.ts';
import { openRegularFile } from './read.ts';
import { errorCode, systemNameOf } from './system-error.ts';

export interface EditOptions {
  /** What the files are, for whoever is told of a failure: `approval file`. */
  readonly what: string;
  /** Where a relative path starts. */
  readonly folder: string;
  /** Most bytes that each may have. */
  readonly limit: number;
  readonly waitMore: WaitMore;
}

/** A file that is being edited. */
export interface FileEdit {
  readonly bytes: Buffer;
  /**
   * Puts what the file is to hold in its place.
   *
   * @throws Failure `file-changed`, `file-unwritable`
   */
  replace(bytes: Uint8Array): void;
}

/** The files that one command edits, from the first lock to the last. */
export class EditSession {
  readonly #options: EditOptions;
  readonly #folders = new Map<string, HeldFolder>();
  readonly #locks: HeldLock[] = [];

  constructor(options: EditOptions) {
    this.#options = options;
  }

  /**
   * Locks files, and reads them.
   *
   * @returns the files as they were named: one with two names is there twice, and is replaced once
   * @throws Failure `file-unreadable`, `file-too-large`, `file-not-regular`, `file-locked`
   */
  async open(paths: readonly string[]): Promise<readonly FileEdit[]> {
    const named = paths.map((path) => ({ path, place: this.#find(path) }));
    const edits = new Map<string, FileEdit>();
    // In one order for everybody, so that no two wait for each other.
    for (const { path, place } of named.toSorted((one, other) =>
      compare(keyOf(one), keyOf(other)),
    )) {
      const key = keyOf({ place });
      if (!edits.has(key)) edits.set(key, await this.#openOne(path, place));
    }
    return named.flatMap((one) => edits.get(keyOf(one)) ?? []);
  }

  /** Lets go of all files. */
  close(): void {
    for (const lock of this.#locks.splice(0)) lock.release();
    for (const folder of this.#folders.values()) folder.close();
    this.#folders.clear();
  }

  #find(path: string): Place {
    const { what, folder } = this.#options;
    let place: Place;
    try {
      place = findPlace(resolve(folder, path));
    } catch (error) {
      throw this.#unreadable(path, error);
    }
    if (isOtherThanFile(place.holds)) {
      throw new Failure('file-not-regular', { what, path, found: place.holds });
    }
    if (place.holds === 'file') return place;
    throw new Failure('file-unreadable', { what, path, system: 'ENOENT' });
  }

  async #openOne(path: string, place: Place): Promise<FileEdit> {
    const { what, folder } = this.#options;
    const held = this.#hold(path, place);
    await this.#lock(path, place, held);
    const { bytes, version } = this.#read(path, held.at(place.name));
    let replaced = false;
    return {
      bytes,
      replace: (edited) => {
        if (replaced) return;
        putInPlace(path, edited, { what, folder, replace: true, place: { ...place, version } });
        replaced = true;
      },
    };
  }

  #hold(path: string, { folder, folderId }: Place): HeldFolder {
    const known = this.#folders.get(folderId);
    if (known !== undefined) return known;
    const held = holdFolder(folder);
    this.#folders.set(held.id, held);
    if (held.id === folderId) return held;
    throw new Failure('file-changed', { what: this.#options.what, path });
  }

  async #lock(path: string, { folder, name }: Place, held: HeldFolder): Promise<void> {
    const { what, waitMore } = this.#options;
    let taken: Awaited<ReturnType<typeof takeLock>>;
    try {
      taken = await takeLock(held, lockNameOf(name), waitMore);
    } catch (error) {
      // Where no file can be made, none can be replaced: there is nothing to lock.
      if (REFUSED.has(errorCode(error) ?? '')) return;
      const system = systemNameOf(error);
      throw new Failure('file-unwritable', { what, path, system }, { cause: error });
    }
    if ('release' in taken) {
      this.#locks.push(taken);
      return;
    }
    const { holder } = taken;
    const isHere = holder?.pidNamespace === identifyProcess().pidNamespace;
    const by = holder === undefined ? null : { pid: holder.pid, isHere };
    throw new Failure('file-locked', { what, path, lock: join(folder, taken.lock), by });
  }

  #read(path: string, place: string): { readonly bytes: Buffer; readonly version: string } {
    const { what, limit } = this.#options;
    const opening = openRegularFile(place, { links: 'refuse' });
    if (opening.kind === 'refused') throw this.#unreadable(path, opening.error);
    // It was there a moment ago.
    if (opening.kind !== 'opened') throw new Failure('file-changed', { what, path });
    const { file } = opening;
    try {
      const bytes = file.size > limit ? undefined : file.readAll();
      if (bytes !== undefined && bytes.length <= limit) return { bytes, version: file.version };
    } catch (error) {
      throw this.#unreadable(path, error);
    } finally {
      file.close();
    }
    throw new Failure('file-too-large', { what, path, limit });
  }

  #unreadable(path: string, error: unknown): Failure {
    const { what } = this.#options;
    const system = systemNameOf(error);
    return new Failure('file-unreadable', { what, path, system }, { cause: error });
  }
}

/** With these the system refuses to make a file, whoever holds what. */
const REFUSED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

function keyOf({ place: { folderId, name } }: { readonly place: Place }): string {
  return `${folderId}/${name}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
