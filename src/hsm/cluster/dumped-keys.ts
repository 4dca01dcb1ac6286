import * as v from 'valibot';

import { KEY_MATERIAL_SCHEMA, KEY_RECORD_SCHEMA } from '../machine/keys/key-pages.ts';
import type { KeptKey } from '../machine/keys/key-record.ts';
import { putKeys } from '../machine/keys/key-table.ts';
import { LIMITS } from '../machine/rules.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { ServerState } from '../store/server-state.ts';
import { StagedObjects } from '../store/staged-objects.ts';
import type { Generation } from '../store/store.ts';
import type { DumpedKey } from './dumped-key.ts';

const server = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LIMITS.hsms - 1));

export const DUMPED_KEYS_SCHEMA: v.GenericSchema<unknown, readonly DumpedKey[]> = v.pipe(
  v.array(
    v.strictObject({
      servers: v.pipe(v.array(server), v.minLength(1)),
      record: KEY_RECORD_SCHEMA,
      material: v.nullable(KEY_MATERIAL_SCHEMA),
    }),
  ),
  v.maxLength(LIMITS.hsms * LIMITS.keys.hsm2m),
);

/** Makes one list of the keys of all servers, by their handles. */
export function mergeKeys(keysOfServers: readonly Iterable<KeptKey>[]): readonly DumpedKey[] {
  const byHandle = new Map<number, (KeptKey & { readonly servers: number[] })[]>();
  for (const [index, keys] of keysOfServers.entries()) {
    for (const { record, material } of keys) {
      const known = byHandle.get(record.handle) ?? [];
      const text = JSON.stringify(record);
      const same = known.find(
        (key) => key.material === material && JSON.stringify(key.record) === text,
      );
      if (same === undefined) known.push({ servers: [index], record, material });
      else same.servers.push(index);
      byHandle.set(record.handle, known);
    }
  }
  return [...byHandle.values()].flat().sort((a, b) => a.record.handle - b.record.handle);
}

/** The keys of one server. */
export function keysOn(keys: readonly DumpedKey[], index: number): readonly KeptKey[] {
  return keys.filter(({ servers }) => servers.includes(index));
}

/**
 * Puts the keys of a dump beside a state that names none, before that is published.
 *
 * @returns the state that names them
 * @throws Failure of kind `state`
 */
export function keepDumpedKeys(
  objects: ObjectStore,
  { number, state }: Generation<ServerState>,
  keys: readonly KeptKey[],
): ServerState {
  const { hsm } = state;
  const staged = new StagedObjects(objects, number);
  const materials = keys.flatMap(({ record, material }): [number, Uint8Array][] =>
    material === null ? [] : [[record.handle, Buffer.from(material, 'base64')]],
  );
  const records = keys.map(({ record }) => record);
  const table = putKeys(hsm.keys, staged, records, new Map(materials));
  return { ...state, hsm: staged.settle(hsm, { ...hsm, keys: table }) };
}
