import type { KeyObjects } from '../machine/keys/key-objects.ts';
import { nameObject, type ObjectStore } from './object-store.ts';

/** The objects of one transaction: what it makes is kept when it is about to be published, and not before. */
export class StagedObjects implements KeyObjects {
  readonly #store: ObjectStore;
  readonly #generation: number;
  readonly #made = new Map<string, Uint8Array>();
  readonly #retired = new Set<string>();

  /** @param generation the one that is to be published */
  constructor(store: ObjectStore, generation: number) {
    this.#store = store;
    this.#generation = generation;
  }

  get(name: string): Uint8Array {
    return this.#made.get(name) ?? this.#store.read(name);
  }

  put(bytes: Uint8Array): string {
    const name = nameObject(this.#generation, bytes);
    this.#made.set(name, bytes);
    this.#retired.delete(name);
    return name;
  }

  retire(name: string): void {
    if (!this.#made.delete(name)) this.#retired.add(name);
  }

  /** Objects of the state before that the next one does not name. */
  get retired(): readonly string[] {
    return [...this.#retired];
  }

  /** Puts what was made on disk. @throws Failure of kind `state` */
  keep(): void {
    this.#store.keep(this.#made);
  }
}
