import path from 'node:path';

import { Failure } from '../../failure.ts';
import { syncFolder } from '../../files/folder.ts';
import { isThere } from '../../files/look.ts';
import { type LogArchive, openLogArchive } from '../store/log-archive.ts';
import { type ServerState, serverKind } from '../store/server-state.ts';
import { createStore, openStore, type Store } from '../store/store.ts';
import { makeFolder, readStateFile } from '../store/store-files.ts';
import { type ClusterIdentity, decodeIdentity } from './identity.ts';
import type { ClusterSettings } from './settings.ts';
import { settingsKind } from './settings-schema.ts';

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

export const IDENTITY_FILE = 'cluster.json';
export const CONFIG_FILE = 'cloudhsm_mgmt_util.cfg';
const SETTINGS_FOLDER = 'settings';

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
    settings: openStore(path.join(folder, SETTINGS_FOLDER), settingsKind(identity.id)),
    servers: identity.servers.map((_, index) => {
      const place = path.join(folder, serverFolder(index));
      return {
        store: openStore(place, serverKind(identity.id, index)),
        archive: openLogArchive(path.join(place, 'log')),
      };
    }),
  };
}

/**
 * Makes the stores of a new cluster in a folder that holds none of them.
 *
 * @returns their names, the first one the settings
 * @throws Failure of kind `state`
 */
export function createStores(
  folder: string,
  identity: ClusterIdentity,
  states: readonly ServerState[],
  settings: ClusterSettings,
): readonly string[] {
  createStore(path.join(folder, SETTINGS_FOLDER), settingsKind(identity.id), settings);
  for (const [index, state] of states.entries()) {
    const place = path.join(folder, serverFolder(index));
    createStore(place, serverKind(identity.id, index), state);
    makeFolder(path.join(place, 'log'));
    syncFolder(place);
  }
  return [SETTINGS_FOLDER, ...states.map((_, index) => serverFolder(index))];
}

function serverFolder(index: number): string {
  return `server-${index}`;
}
