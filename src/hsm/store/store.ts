import { randomBytes } from 'node:crypto';
import path from 'node:path';

import { Failure, isFailure } from '../../failure.ts';
import { syncFolder } from '../../files/folder.ts';
import { isThere } from '../../files/look.ts';
import {
  moveQuietly,
  putNewFile,
  removeQuietly,
  sweepTemporaries,
} from '../../files/put-in-place.ts';
import { errorCode } from '../../files/system-error.ts';
import {
  type DocumentKind,
  damaged,
  decodeDocument,
  encodeDocument,
  OPERATIONS_KEPT,
  type StoreDocument,
} from './document.ts';
import { generationOf, nameGeneration, newestOf } from './generation-name.ts';
import { ioFailure, listFolder, makeFolder, openStateFile } from './store-files.ts';

/**
 * A store of one state in one folder, safe with many processes and with `kill -9` at any moment.
 *
 * Each change is a new generation: a whole document, written to a file of its own, fsynced, and
 * published by link(2) under the next number. A link to a name that exists fails, so of several
 * writers one wins and the others compute again from what it wrote: a compare-and-swap without a lock
 * that could go stale. The folder is fsynced before the change is reported as done.
 *
 * Older generations are removed or renamed, which frees their names, so a link alone proves nothing: a writer
 * that read generation 10 and slept while 11 and 12 came and 11 was removed could link an 11 of its
 * own. So a writer that linked looks into the newest generation for its own operation id, and starts
 * again where it is not there.
 *
 * Everything is synchronous: a change costs a fraction of a millisecond beside its two fsyncs.
 */
export interface Store<State> {
  readonly folder: string;
  /**
   * Reads the newest generation.
   *
   * @throws Failure of kind `state` where it is damaged or cannot be read; never an older one instead
   */
  read(): Generation<State>;
  /**
   * Looks at the newest generation, and once more where an object that it names was let go meanwhile, as there is
   * a newer one: `work` may be called several times.
   *
   * @throws Failure of kind `state` as above, and where such an object is missing; what `work` throws
   */
  look<Result>(work: (current: Generation<State>) => Result): Result;
  /**
   * Makes one change, all of it or nothing. `compute` gets the newest generation and returns the next
   * state; it may be called several times, so it has no effects of its own. The same state object
   * returned means that nothing is written.
   *
   * @returns what `compute` returned beside the state, once the change is on disk
   * @throws Failure of kind `state`; what `compute` throws is passed on, and nothing is written
   * @example
   * const id = store.transact(({ state }) => ({ state: { ...state, next: state.next + 1 }, result: state.next }));
   */
  transact<Result>(compute: (current: Generation<State>) => Change<State, Result>): Result;
}

/** A state and its number, which counts up by one with each change. */
export interface Generation<State> {
  readonly number: number;
  readonly state: State;
}

/** What a change comes to. */
export interface Change<State, Result> {
  readonly state: State;
  readonly result: Result;
}

/** What the generation before the newest is called. */
const OLDER = 'older';
const OLDER_NAME = /^(\d{12})\.older$/;
/** Readers start over when the newest generation changes under them; only damage does it for ever. */
const READ_TRIES = 10_000;
/** For a work that has to be done again on a newer generation. */
const OUTDATED: unique symbol = Symbol('outdated');

/**
 * Opens a store that {@link createStore} made. Nothing is read yet.
 *
 * @example
 * const store = openStore('cluster/server-0', kind);
 */
export function openStore<State>(folder: string, kind: DocumentKind<State>): Store<State> {
  return new GenerationStore(folder, kind);
}

/**
 * Makes a folder (mode 0700) with the first generation of a state in it.
 *
 * @throws Failure of kind `state` where the folder exists, or its file system has no link(2) or
 *   cannot fsync a folder, so that a store on it would not be safe
 */
export function createStore<State>(
  folder: string,
  kind: DocumentKind<State>,
  state: State,
): Store<State> {
  makeFolder(folder);
  return startStore(folder, kind, state);
}

/**
 * The same in a folder that is there, and holds no generation yet.
 *
 * @param generation the number of the first: for a state that takes another's place, one that the other
 *   has not had
 */
export function startStore<State>(
  folder: string,
  kind: DocumentKind<State>,
  state: State,
  generation = 1,
): Store<State> {
  const store = new GenerationStore(folder, kind);
  store.publish({ generation, operations: [newOperationId()], state });
  return store;
}

class GenerationStore<State> implements Store<State> {
  readonly folder: string;
  readonly #kind: DocumentKind<State>;
  /** The generation that was read last, with the identity of its file: most requests find it again. */
  #cached: { readonly file: string; readonly document: StoreDocument<State> } | undefined;
  /** The document that was written last, as it was read back. */
  #written: { readonly bytes: Uint8Array; readonly document: StoreDocument<State> } | undefined;

  constructor(folder: string, kind: DocumentKind<State>) {
    this.folder = folder;
    this.#kind = kind;
  }

  read(): Generation<State> {
    const { generation, state } = this.#readNewest();
    return { number: generation, state };
  }

  look<Result>(work: (current: Generation<State>) => Result): Result {
    for (;;) {
      const looked = this.#workOn(this.#readNewest(), work);
      if (looked !== OUTDATED) return looked;
    }
  }

  transact<Result>(compute: (current: Generation<State>) => Change<State, Result>): Result {
    let tried: { readonly operation: string; readonly result: Result } | undefined;
    for (;;) {
      const current = this.#readNewest();
      // Where the reply to a link was lost, as NFS may lose one, it says on its second way that the name is
      // taken: by this very change.
      if (tried !== undefined && current.operations.includes(tried.operation)) {
        this.#makeDurable(current.generation);
        return tried.result;
      }
      const change = this.#workOn(current, compute);
      if (change === OUTDATED) continue;
      if (change.state === current.state) return change.result;
      const operation = newOperationId();
      const published = this.publish({
        generation: current.generation + 1,
        operations: [...current.operations.slice(1 - OPERATIONS_KEPT), operation],
        state: change.state,
      });
      if (published && this.#holds(current.generation + 1, operation)) {
        this.#prune();
        return change.result;
      }
      tried = { operation, result: change.result };
    }
  }

  /** @returns {@link OUTDATED} where the work came too late for an object of its generation */
  #workOn<Result>(
    { generation, state }: StoreDocument<State>,
    work: (current: Generation<State>) => Result,
  ): Result | typeof OUTDATED {
    try {
      return work({ number: generation, state });
    } catch (error) {
      if (isObjectMissing(error) && this.#newestNumber() !== generation) return OUTDATED;
      throw error;
    }
  }

  /**
   * Writes a document and links it under its number.
   *
   * @returns false where another process was first
   * @throws Error where the document could not be read again; nothing is written then
   */
  publish(document: StoreDocument<State>): boolean {
    const name = this.#pathOf(document.generation);
    const bytes = this.#encodeReadable(document, name);
    try {
      if (!putNewFile(name, bytes)) return false;
    } catch (error) {
      // A cleaner took the temporary file of a writer that slept too long: start over. Where the
      // folder itself is gone, reading it again says so.
      if (errorCode(error) === 'ENOENT' && isThere(this.folder)) return false;
      if (!this.#isPublished(document)) throw ioFailure('write', name, error, 'unchanged');
    }
    this.#makeDurable(document.generation);
    return true;
  }

  /** Whether a document has its name, though it was said that this failed. */
  #isPublished({ generation, operations }: StoreDocument<State>): boolean {
    try {
      const found = this.#readGeneration(generation);
      return found?.operations.at(-1) === operations.at(-1);
    } catch {
      // Of what cannot be read nobody can say that it is in.
      return false;
    }
  }

  /** Waits until a generation that was linked has its name on the disk. */
  #makeDurable(generation: number): void {
    try {
      syncFolder(this.folder);
    } catch (error) {
      throw ioFailure('make-durable', this.#pathOf(generation), error, 'uncertain');
    }
  }

  /** The bytes of a document, once the same reader has taken them that will read them next time. */
  #encodeReadable(document: StoreDocument<State>, name: string): Uint8Array {
    const bytes = encodeDocument(this.#kind, document);
    try {
      this.#written = {
        bytes,
        document: decodeDocument(this.#kind, bytes, name, document.generation),
      };
    } catch (error) {
      throw new Error('a state that could not be read again was not written', { cause: error });
    }
    return bytes;
  }

  /** Whether a generation that was linked is, or went into, the newest one. */
  #holds(generation: number, operation: string): boolean {
    if (this.#newestNumber() === generation) return true;
    const newest = this.#readNewest();
    if (newest.operations.includes(operation)) return true;
    if (newest.generation - generation < OPERATIONS_KEPT) return false;
    throw new Failure('change-uncertain', { others: OPERATIONS_KEPT });
  }

  #readNewest(): StoreDocument<State> {
    for (let tries = 0; tries < READ_TRIES; tries += 1) {
      const newest = this.#newestNumber();
      // A listing taken while others publish and prune may miss all of them; an empty folder stays so.
      if (newest === 0) continue;
      const document = this.#readGeneration(newest);
      if (document !== undefined && this.#newestNumber() === newest) return document;
    }
    throw damaged(this.folder, { problem: 'no-generation' });
  }

  /** The greatest number in the folder, 0 where there is none. */
  #newestNumber(): number {
    return newestOf(listFolder(this.folder));
  }

  /** @returns undefined where the generation was removed meanwhile */
  #readGeneration(generation: number): StoreDocument<State> | undefined {
    const name = this.#pathOf(generation);
    const opened = openStateFile(name);
    if (opened === undefined) return undefined;
    try {
      const file = `${generation} ${opened.version}`;
      if (this.#cached?.file !== file) {
        this.#cached = { file, document: this.#decode(opened.readAll(), name, generation) };
      }
      return this.#cached.document;
    } catch (error) {
      throw isFailure(error) ? error : ioFailure('read', name, error);
    } finally {
      opened.close();
    }
  }

  /** What this store wrote itself it has read already. */
  #decode(bytes: Buffer, name: string, generation: number): StoreDocument<State> {
    const written = this.#written;
    return written?.document.generation === generation && bytes.equals(written.bytes)
      ? written.document
      : decodeDocument(this.#kind, bytes, name, generation);
  }

  /**
   * Removes what is older than the newest generation, and what killed writers left. The generation before the
   * newest gets another name, under which no program takes it: it is there for a person, where the newest is
   * damaged, until the next is published.
   */
  #prune(): void {
    const entries = listFolder(this.folder);
    const newest = newestOf(entries);
    for (const entry of entries) {
      const file = path.join(this.folder, entry);
      const generation = generationOf(entry) ?? newest;
      if (generation === newest - 1) moveQuietly(file, this.#pathOf(generation, OLDER));
      else if (generation < newest) removeQuietly(file);
      if (Number(OLDER_NAME.exec(entry)?.[1] ?? newest) < newest - 1) removeQuietly(file);
    }
    sweepTemporaries(this.folder, entries);
  }

  #pathOf(generation: number, kind = 'json'): string {
    return path.join(this.folder, nameGeneration(generation, kind));
  }
}

function isObjectMissing(error: unknown): boolean {
  return (
    isFailure(error) &&
    error.code === 'state-damaged' &&
    error.values.damage.problem === 'object-missing'
  );
}

/** Never seeded: two processes must not make the same one. */
function newOperationId(): string {
  return randomBytes(9).toString('base64url');
}
