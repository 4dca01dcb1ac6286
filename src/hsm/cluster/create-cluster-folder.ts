import path from 'node:path';

import { Failure, isFailure } from '../../failure.ts';
import {
  makeFolders,
  makeTemporaryFolder,
  moveFolder,
  removeAbandoned,
  removeEmptyFolder,
  removeTree,
  syncFolder,
} from '../../files/folder.ts';
import { keepOwnerOfFolder } from '../../files/keep-owner.ts';
import { identityOf } from '../../files/look.ts';
import { linkFile, putNewFile, removeQuietly } from '../../files/put-in-place.ts';
import { errorCode } from '../../files/system-error.ts';
import type { ServerState } from '../store/server-state.ts';
import { ioFailure } from '../store/store-files.ts';
import type { DumpedKey } from './dumped-key.ts';
import { CONFIG_FILE, createStores, IDENTITY_FILE, isClusterFolder } from './folder.ts';
import { type ClusterIdentity, encodeIdentity } from './identity.ts';
import type { ClusterRecord } from './settings.ts';
import { formatVendorConfig } from './vendor-config.ts';

/** How often a folder is made again that another process, which failed, took away as its own. */
const FOLDER_TRIES = 100;

/** How the names of folders begin in which a cluster is built. */
const BUILDING = '.new-';
/** One this old was left by a process that was killed; milliseconds. */
const ABANDONED_AGE = 60_000;

/** What rename(2) says of a folder whose new name is taken. */
const TAKEN: ReadonlySet<string | undefined> = new Set(['EEXIST', 'ENOTEMPTY', 'ENOTDIR']);

/**
 * Makes a cluster in a folder, which may exist and hold other files.
 *
 * Several processes may do that at once. Each builds all of its own in a folder of a random name. Who is
 * first to move its `settings` into place goes on, and the others give up. It is a cluster once cluster.json
 * is there, which comes last. What was put in place before a failure is taken away again where it still is
 * what this process built, by its inode.
 *
 * @throws Failure of kind `state`
 */
export function createClusterFolder(
  folder: string,
  identity: ClusterIdentity,
  states: readonly ServerState[],
  record: ClusterRecord,
  keys: readonly DumpedKey[] = [],
): void {
  if (isClusterFolder(folder)) throw new Failure('cluster-exists', { folder });
  const undo: (() => void)[] = [];
  let first: string | undefined;
  try {
    const started = startBuilding(folder, undo);
    first = started.first;
    const { building } = started;
    const stores = createStores(building, identity, { states, keys }, record);
    for (const name of stores) moveStore(name, building, folder, undo);
    putFile(CONFIG_FILE, Buffer.from(formatVendorConfig(identity.servers)), started, undo);
    // What cluster.json makes a cluster of has its name on the disk before.
    syncFolder(folder);
    if (!putFile(IDENTITY_FILE, encodeIdentity(identity), started, [])) {
      throw new Failure('cluster-exists', { folder });
    }
    removeTree(building);
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw isFailure(error) ? error : ioFailure('make-cluster', folder, error);
  }
  // From here on others may work with it: nothing of it is taken away any more. Whoever builds another one
  // here can only come too late.
  removeAbandoned(folder, BUILDING, ABANDONED_AGE);
  try {
    syncFolder(folder);
    syncFolder(path.dirname(first ?? folder));
  } catch (error) {
    throw ioFailure('make-durable', folder, error, 'uncertain');
  }
}

/** Where a cluster is built. */
interface Building {
  /** Where it is to be. */
  readonly folder: string;
  /** A folder in it that nobody else knows. */
  readonly building: string;
  /** The topmost folder that was made for it; undefined where all were there. */
  readonly first: string | undefined;
}

/** Makes the folder, and one in it to build in. @throws the system's error */
function startBuilding(folder: string, undo: (() => void)[]): Building {
  let first: string | undefined;
  undo.push(() => removeEmpty(folder, first));
  for (let tries = 0; ; tries += 1) {
    const made = makeFolders(folder);
    if (made !== undefined && made.length <= (first ?? made).length) first = made;
    try {
      const building = makeTemporaryFolder(folder, BUILDING);
      undo.push(() => removeTree(building));
      keepOwnerOfFolder(building);
      return { folder, building, first };
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || tries >= FOLDER_TRIES) throw error;
    }
  }
}

/** Removes the folders that were made, from the innermost to the first, as long as nothing is in them. */
function removeEmpty(folder: string, first: string | undefined): void {
  if (first === undefined) return;
  try {
    removeEmptyFolder(folder);
  } catch {
    // Somebody else has something in it, or removed it.
    return;
  }
  if (folder !== first) removeEmpty(path.dirname(folder), first);
}

/** Moves a store to its place. @throws Failure where something is there, which stays as it is */
function moveStore(name: string, building: string, folder: string, undo: (() => void)[]): void {
  const from = path.join(building, name);
  const to = path.join(folder, name);
  const built = identityOf(from);
  // An empty folder would be replaced: it is somebody's all the same.
  if (identityOf(to) !== undefined) throw taken(folder, to);
  try {
    moveFolder(from, to);
  } catch (error) {
    throw TAKEN.has(errorCode(error)) ? taken(folder, to) : error;
  }
  undo.push(() => {
    if (identityOf(to) === built) moveFolder(to, from);
  });
}

function taken(folder: string, place: string): Failure {
  return isClusterFolder(folder)
    ? new Failure('cluster-exists', { folder })
    : new Failure('cluster-begun', { folder, place });
}

/**
 * Puts a file in its place, where none is.
 *
 * @returns false where one is: it stays
 */
function putFile(
  name: string,
  bytes: Uint8Array,
  { building, folder }: Building,
  undo: (() => void)[],
): boolean {
  const from = path.join(building, name);
  const to = path.join(folder, name);
  putNewFile(from, bytes);
  const built = identityOf(from);
  undo.push(() => {
    if (identityOf(to) === built) removeQuietly(to);
  });
  return linkFile(from, to);
}
