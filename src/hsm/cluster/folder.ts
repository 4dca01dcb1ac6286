import path from 'node:path';

import { Failure, isFailure } from '../../failure.ts';
import { makeFolders, removeTree, syncFolder } from '../../files/folder.ts';
import { isThere } from '../../files/look.ts';
import { putNewFile } from '../../files/put-in-place.ts';
import { type LogArchive, openLogArchive } from '../store/log-archive.ts';
import { type ServerState, serverKind } from '../store/server-state.ts';
import { createStore, openStore, type Store } from '../store/store.ts';
import { ioFailure, makeFolder, readStateFile } from '../store/store-files.ts';
import { type ClusterIdentity, decodeIdentity, encodeIdentity } from './identity.ts';
import type { ClusterSettings } from './settings.ts';
import { settingsKind } from './settings-schema.ts';
import { formatVendorConfig } from './vendor-config.ts';

/**
 * How a cluster lies in its folder:
 *
 *     cluster.json             what it is; written last, never changed
 *     cloudhsm_mgmt_util.cfg   for the vendor's way to start the console
 *     settings/                a store: clock and faults
 *     server-0/                a store: the HSM; one folder for each
 *     server-0/log/            the older part of its audit log
 */

/** The stores of a cluster. */
export interface ClusterStores {
  readonly settings: Store<ClusterSettings>;
  readonly servers: readonly { readonly store: Store<ServerState>; readonly archive: LogArchive }[];
}

const IDENTITY_FILE = 'cluster.json';
const CONFIG_FILE = 'cloudhsm_mgmt_util.cfg';

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
  return {
    settings: openStore(path.join(folder, 'settings'), settingsKind(identity.id)),
    servers: identity.servers.map((_, index) => {
      const place = serverFolder(folder, index);
      return {
        store: openStore(place, serverKind(identity.id, index)),
        archive: openLogArchive(path.join(place, 'log')),
      };
    }),
  };
}

/**
 * Makes a cluster in a folder, which may exist and hold other files. It is a cluster once cluster.json
 * is there, which comes last; what was made before a failure is removed again.
 *
 * @throws Failure of kind `state`
 */
export function createClusterFolder(
  folder: string,
  identity: ClusterIdentity,
  states: readonly ServerState[],
  settings: ClusterSettings,
): void {
  if (isClusterFolder(folder)) throw new Failure('cluster-exists', { folder });
  const made: string[] = [];
  try {
    const first = makeFolders(folder);
    if (first !== undefined) made.push(first);
    makeStores(folder, identity, states, settings, made);
    // One that is there stays: it is the user's.
    putNewFile(path.join(folder, CONFIG_FILE), Buffer.from(formatVendorConfig(identity.servers)));
    if (!putNewFile(path.join(folder, IDENTITY_FILE), encodeIdentity(identity))) {
      throw new Failure('cluster-exists', { folder });
    }
    syncFolder(folder);
    syncFolder(path.dirname(first ?? folder));
  } catch (error) {
    for (const place of made) removeTree(place);
    throw isFailure(error) ? error : ioFailure('make-cluster', folder, error);
  }
}

function makeStores(
  folder: string,
  identity: ClusterIdentity,
  states: readonly ServerState[],
  settings: ClusterSettings,
  made: string[],
): void {
  const make = <State>(place: string, create: () => Store<State>): void => {
    if (!isThere(place)) made.push(place);
    create();
  };
  const place = path.join(folder, 'settings');
  make(place, () => createStore(place, settingsKind(identity.id), settings));
  for (const [index, state] of states.entries()) {
    const place = serverFolder(folder, index);
    make(place, () => createStore(place, serverKind(identity.id, index), state));
    makeFolder(path.join(place, 'log'));
    syncFolder(place);
  }
}

function serverFolder(folder: string, index: number): string {
  return path.join(folder, `server-${index}`);
}
