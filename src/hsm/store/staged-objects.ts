import type { KeyObjects } from '../machine/keys/key-objects.ts';
import { compareObjects } from '../machine/keys/table-objects.ts';
import type { HsmState } from '../machine/state.ts';
import { nameObject, type ObjectStore } from './object-store.ts';

/** The objects of one transaction: what it makes is kept when it is about to be published, and not before. */
export class StagedObjects implements KeyObjects {
  readonly #store: ObjectStore;
  readonly #generation: number;
  readonly #made = new Map<string, Uint8Array>();

  /** @param generation the one that is to be published */
  constructor(store: ObjectStore, generation: number) {
    this.#store = store;
    this.#generation = generation;
  }

  get(name: string): Uint8Array {
    return this.#made.get(name) ?? this.#store.read(name);
  }

  decoded<Page>(name: string, decode: (bytes: Uint8Array) => Page): Page {
    const bytes = this.#made.get(name);
    return bytes === undefined ? this.#store.decoded(name, decode) : decode(bytes);
  }

  put(bytes: Uint8Array): string {
    const name = nameObject(this.#generation, bytes);
    this.#made.set(name, bytes);
    return name;
  }

  /**
   * Puts on disk what the next state names of that which was made; what was made for an answer that was refused
   * in the end is forgotten.
   *
   * @returns the next state, with the names of the objects that it lets go
   * @throws Failure of kind `state`
   */
  settle(before: HsmState, next: HsmState): HsmState {
    if (next === before) return next;
    const { added, gone } = compareObjects(before.keys, next.keys, this);
    this.#store.keep(new Map(added.map((name) => [name, this.#takeMade(name)])));
    if (gone.length === 0 && next.keys.retired.length === 0) return next;
    return { ...next, keys: { ...next.keys, retired: gone } };
  }

  #takeMade(name: string): Uint8Array {
    const bytes = this.#made.get(name);
    if (bytes === undefined) throw new Error('a state names an object that nobody made');
    return bytes;
  }
}
