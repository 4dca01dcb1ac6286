import { randomBytes } from 'node:crypto';
import path from 'node:path';

import { Failure, isFailure } from '../../failure.ts';
import { moveFolder, removeTree, syncFolder } from '../../files/folder.ts';
import { isFolder, isThere } from '../../files/look.ts';
import { damaged } from '../store/document.ts';
import { archiveOld, openLogArchive } from '../store/log-archive.ts';
import { openObjectStore } from '../store/object-store.ts';
import { type ServerState, serverKind, validateLog } from '../store/server-state.ts';
import { createStore, type Generation, openStore, startStore } from '../store/store.ts';
import { ioFailure, makeFolder, readStateFile } from '../store/store-files.ts';
import { clusterRecordKind } from './cluster-record-kind.ts';
import type { DumpedKey } from './dumped-key.ts';
import { keepDumpedKeys, keysOn } from './dumped-keys.ts';
import { type ClusterIdentity, decodeIdentity } from './identity.ts';
import { validateActs } from './operator-log.ts';
import { type ClusterRecord, FIRST_PLACE } from './settings.ts';
import type { ClusterStores, ServerStore } from './stores.ts';

/**
 * How a cluster lies in its folder:
 *
 *     cluster.json             what it is; written last, never changed
 *     cloudhsm_mgmt_util.cfg   for the vendor's way to start the console
 *     settings/                a store: clock, faults, the operator's log, and where the HSMs are
 *     settings/log/            the older part of the operator's log
 *     server-0/                a store: the HSM; one folder for each
 *     server-0/log/            the older part of its audit log
 *     server-0/keys/           its keys; there once it has had one
 *     load-…/server-0/         the same, where a dump was put in the place of what the HSMs held
 */

export const IDENTITY_FILE = 'cluster.json';
export const CONFIG_FILE = 'cloudhsm_mgmt_util.cfg';
export const RECORD_FOLDER = 'settings';
const LOG_FOLDER = 'log';
const KEYS_FOLDER = 'keys';

/** Whether a folder holds a cluster, as far as can be told without reading it. */
export function isClusterFolder(folder: string): boolean {
  return isThere(path.join(folder, IDENTITY_FILE));
}

/**
 * Reads what a cluster is.
 *
 * @throws Failure of kind `state` where the folder is missing, is no cluster, or is damaged
 */
export function readIdentity(folder: string): ClusterIdentity {
  const file = path.join(folder, IDENTITY_FILE);
  const bytes = readStateFile(file);
  if (bytes !== undefined) return decodeIdentity(bytes, file);
  throw new Failure(isThere(folder) ? 'cluster-none' : 'cluster-missing', { folder });
}

/** Opens the stores of a cluster; nothing in them is read yet. */
export function openStores(folder: string, identity: ClusterIdentity): ClusterStores {
  const record = path.join(folder, RECORD_FOLDER);
  let opened:
    | { readonly place: string; readonly servers: readonly (() => ServerStore)[] }
    | undefined;
  return {
    record: openStore(record, clusterRecordKind(identity.id)),
    acts: openLogArchive(path.join(record, LOG_FOLDER), {
      validate: validateActs,
      makeFolder: true,
    }),
    at(place, server) {
      if (opened?.place !== place) {
        opened = { place, servers: openServers(path.join(folder, place), identity) };
      }
      return (opened.servers[server] as () => ServerStore)();
    },
    create: (states, keys) => createPlace(folder, identity, states, keys),
    remove: (place) => removePlace(folder, identity, place),
  };
}

/** Each is looked at when it is asked for: what is missing of one is no matter of the others. */
function openServers(folder: string, identity: ClusterIdentity): readonly (() => ServerStore)[] {
  return identity.servers.map((_, index) => {
    let opened: ServerStore | undefined;
    return () => {
      opened ??= openServer(path.join(folder, serverFolder(index)), identity.id, index);
      return opened;
    };
  });
}

function openServer(place: string, cluster: string, index: number): ServerStore {
  const log = path.join(place, LOG_FOLDER);
  if (isFolder(place) && !isFolder(log)) throw damaged(log, { problem: 'log-folder-missing' });
  return {
    store: openStore(place, serverKind(cluster, index)),
    archive: openLogArchive(log, { validate: validateLog }),
    objects: openObjectStore(path.join(place, KEYS_FOLDER)),
  };
}

/**
 * Makes the stores of a new cluster in a folder that holds none of them.
 *
 * @returns their names, that of the cluster's record first
 * @throws Failure of kind `state`
 */
export function createStores(
  folder: string,
  identity: ClusterIdentity,
  {
    states,
    keys,
  }: { readonly states: readonly ServerState[]; readonly keys: readonly DumpedKey[] },
  record: ClusterRecord,
): readonly string[] {
  createStore(path.join(folder, RECORD_FOLDER), clusterRecordKind(identity.id), record);
  createServers(
    folder,
    identity,
    states.map((state) => ({ number: 1, state })),
    keys,
  );
  return [RECORD_FOLDER, ...states.map((_, index) => serverFolder(index))];
}

/** Makes the store of each HSM, the older part of its log in the archive, its keys beside it. */
function createServers(
  folder: string,
  identity: ClusterIdentity,
  states: readonly Generation<ServerState>[],
  keys: readonly DumpedKey[],
): void {
  for (const [index, { number, state }] of states.entries()) {
    const place = path.join(folder, serverFolder(index));
    const log = path.join(place, LOG_FOLDER);
    makeFolder(place);
    makeFolder(log);
    const kept = archiveOld(state.log, openLogArchive(log, { validate: validateLog }));
    const objects = openObjectStore(path.join(place, KEYS_FOLDER));
    const whole = keepDumpedKeys(objects, { number, state }, keysOn(keys, index));
    startStore(place, serverKind(identity.id, index), { ...whole, log: kept }, number);
  }
}

function createPlace(
  folder: string,
  identity: ClusterIdentity,
  states: readonly Generation<ServerState>[],
  keys: readonly DumpedKey[],
): string {
  // A name that nobody else has: what is under it is this process's own, and may be removed.
  const place = `load-${randomBytes(9).toString('hex')}`;
  const stores = path.join(folder, place);
  try {
    makeFolder(stores);
    createServers(stores, identity, states, keys);
    syncFolder(stores);
    syncFolder(folder);
  } catch (error) {
    removeTree(stores);
    throw isFailure(error) ? error : ioFailure('make-durable', stores, error, 'unchanged');
  }
  return place;
}

/**
 * Each store goes away in one step, by another name, before it is taken apart: who still works on it must
 * not find an older generation where the newest is gone already.
 */
function removePlace(folder: string, identity: ClusterIdentity, place: string): void {
  const names =
    place === FIRST_PLACE ? identity.servers.map((_, index) => serverFolder(index)) : [place];
  for (const name of names) {
    try {
      const doomed = path.join(folder, `.old-${randomBytes(9).toString('hex')}`);
      moveFolder(path.join(folder, name), doomed);
      removeTree(doomed);
    } catch {
      // Nothing depends on it; the next load tries again.
    }
  }
}

function serverFolder(index: number): string {
  return `server-${index}`;
}
