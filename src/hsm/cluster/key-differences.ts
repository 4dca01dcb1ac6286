import { groupBy } from '../../group-by.ts';
import type { Difference, KeyPart, LabelledKey } from '../difference.ts';
import type { KeyObjects } from '../machine/keys/key-objects.ts';
import type { KeptKey, KeyRecord, Leaf } from '../machine/keys/key-record.ts';
import { listLeaves, readLeaf } from '../machine/keys/key-table.ts';
import type { KeyTable } from '../machine/state.ts';
import type { ClusterHsm } from './server.ts';

/**
 * Compares the keys of HSMs. Those of sessions are left out: they are gone at another moment on each.
 *
 * @param keysOfServers of all servers, in their order
 * @returns one difference for all keys that differ in the same way
 */
export function compareKeys(keysOfServers: readonly (readonly KeptKey[])[]): Difference[] {
  const byHandle = keysOfServers.map(
    (keys) => new Map(keys.map((key) => [key.record.handle, key])),
  );
  const handles = [...new Set(byHandle.flatMap((keys) => [...keys.keys()]))].sort((a, b) => a - b);
  const presences: { readonly key: LabelledKey; readonly present: readonly boolean[] }[] = [];
  const contents: { readonly key: LabelledKey; readonly differing: readonly KeyPart[] }[] = [];
  for (const handle of handles) {
    const found = byHandle.map((keys) => keys.get(handle));
    const keys = found.filter((key): key is KeptKey => key !== undefined);
    const key = { handle, label: keys[0]?.record.label ?? '' };
    if (keys.length < found.length) {
      presences.push({ key, present: found.map((one) => one !== undefined) });
    }
    const differing = listDiffering(keys);
    if (differing.length > 0) contents.push({ key, differing });
  }
  return [
    ...[...groupBy(presences, ({ present }) => present.join()).values()].map(
      (group): Difference => ({
        code: 'key-presence',
        keys: group.map(({ key }) => key),
        present: group[0]?.present ?? [],
      }),
    ),
    ...[...groupBy(contents, ({ differing }) => differing.join()).values()].map(
      (group): Difference => ({
        code: 'key-content',
        keys: group.map(({ key }) => key),
        differing: group[0]?.differing ?? [],
      }),
    ),
  ];
}

/** What each part of a key is told by. */
const PARTS: readonly (readonly [KeyPart, (record: KeyRecord) => unknown])[] = [
  ['owner', ({ owner }) => owner],
  ['sharing', ({ sharedWith }) => [...sharedWith].sort((a, b) => a - b)],
  ['quorum', ({ quorum: { manage, use } }) => [manage, use]],
  [
    'attributes',
    ({ handle: _, owner: __, sharedWith: ___, quorum: ____, spki: _____, ...attributes }) =>
      attributes,
  ],
];

function listDiffering(keys: readonly KeptKey[]): readonly KeyPart[] {
  const parts = PARTS.filter(([, tell]) => !areEqual(keys.map(({ record }) => tell(record))));
  const made = keys.map(({ record, material }) => [record.spki, material]);
  return [...parts.map(([part]) => part), ...(areEqual(made) ? [] : ['material' as const])];
}

function areEqual(values: readonly unknown[]): boolean {
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  return others.every((value) => value === first);
}

/**
 * Reads those keys of HSMs that may not be the same on all: where no page differs, none.
 *
 * @throws Failure of kind `state`
 */
export function readDifferingKeys(hsms: readonly ClusterHsm[]): readonly (readonly KeptKey[])[] {
  const told = hsms.map((hsm) =>
    hsm.look(({ state }, objects) => tellLeaves(state.hsm.keys, objects)),
  );
  const numbers = new Set(told.flatMap((leaves) => [...leaves.keys()]));
  const differing = new Set(
    [...numbers].filter((number) => new Set(told.map((leaves) => leaves.get(number))).size > 1),
  );
  if (differing.size === 0) return hsms.map(() => []);
  return hsms.map((hsm) =>
    hsm.look(({ state }, objects) => readKeys(state.hsm.keys, objects, differing)),
  );
}

/** What is in the pages of each leaf, as their names tell it: by SHA-256. */
function tellLeaves(table: KeyTable, objects: KeyObjects): ReadonlyMap<number, string> {
  const digestOf = (name: string | null): string => name?.slice(name.indexOf('-')) ?? '';
  return new Map(
    [...listLeaves(table, objects)].map(([number, { records, materials }]) => [
      number,
      `${digestOf(records)} ${digestOf(materials)}`,
    ]),
  );
}

function readKeys(
  table: KeyTable,
  objects: KeyObjects,
  leaves: ReadonlySet<number>,
): readonly KeptKey[] {
  const ofSessions = new Set(table.sessionKeys.map(({ handle }) => handle));
  return [...listLeaves(table, objects)]
    .filter(([number]) => leaves.has(number))
    .flatMap(([, leaf]: [number, Leaf]) => readLeaf(objects, leaf))
    .filter(({ record }) => !ofSessions.has(record.handle));
}
