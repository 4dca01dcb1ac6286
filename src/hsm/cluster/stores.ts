import type { AuditEvent } from '../audit-record.ts';
import { createMemoryArchive, type LogArchive } from '../store/log-archive.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import { createMemoryObjects, type ObjectStore } from '../store/object-store.ts';
import type { ServerState } from '../store/server-state.ts';
import type { Generation, Store } from '../store/store.ts';
import type { DumpedKey } from './dumped-key.ts';
import { keepDumpedKeys, keysOn } from './dumped-keys.ts';
import type { OperatorEvent } from './operator-act.ts';
import { type ClusterRecord, FIRST_PLACE } from './settings.ts';

/** The stores of a cluster, in a folder or in memory. */
export interface ClusterStores {
  readonly record: Store<ClusterRecord>;
  /** The older part of the operator's log. */
  readonly acts: LogArchive<OperatorEvent>;
  /**
   * The store of one HSM at a place that the cluster's record names.
   *
   * @param server counted from 0
   * @throws Failure of kind `state` where it is not whole; that of another server is no matter
   */
  at(place: string, server: number): ServerStore;
  /**
   * Makes stores of their own for other states, each with the number of its first generation, and for the keys
   * beside them.
   *
   * @returns their place, which nobody knows yet
   * @throws Failure of kind `state`; nothing is left then
   */
  create(states: readonly Generation<ServerState>[], keys: readonly DumpedKey[]): string;
  /** Removes the stores at a place that no record names any more, as far as they can be removed. */
  remove(place: string): void;
}

/** Where one HSM is kept. */
export interface ServerStore {
  readonly store: Store<ServerState>;
  /** The older part of its audit log. */
  readonly archive: LogArchive<AuditEvent>;
  /** What its state names and does not hold: keys. */
  readonly objects: ObjectStore;
}

/** Stores in memory, for a cluster of one process. */
export function createMemoryStores(
  states: readonly ServerState[],
  record: ClusterRecord,
): ClusterStores {
  const make = (
    generations: readonly Generation<ServerState>[],
    keys: readonly DumpedKey[],
  ): readonly ServerStore[] =>
    generations.map(({ number, state }, index) => {
      const objects = createMemoryObjects();
      const whole = keepDumpedKeys(objects, { number, state }, keysOn(keys, index));
      return {
        store: createMemoryStore(whole, number),
        archive: createMemoryArchive(),
        objects,
      };
    });
  const first = states.map((state) => ({ number: 1, state }));
  const places = new Map([[FIRST_PLACE, make(first, [])]]);
  let made = 0;
  return {
    record: createMemoryStore(record),
    acts: createMemoryArchive(),
    at: (place, server) => places.get(place)?.[server] as ServerStore,
    create(generations, keys) {
      // Never a name that was given before: the old stores are removed under theirs.
      made += 1;
      const place = `load-${made}`;
      places.set(place, make(generations, keys));
      return place;
    },
    remove: (place) => void places.delete(place),
  };
}
