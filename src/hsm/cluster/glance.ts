import path from 'node:path';
import { listNames } from '../../files/folder.ts';
import { readRegularFile } from '../../files/read.ts';
import { nameGeneration, newestOf } from '../store/generation-name.ts';

/**
 * What whoever completes a line may know of a cluster. It is read in a moment and not checked: nothing may be
 * decided by it.
 */
export interface Glance {
  /** Names of the servers, in their order. */
  readonly servers: readonly string[];
  /** Names of the first server's users. */
  readonly users: readonly string[];
  /** How many faults are set. */
  readonly faults: number;
}

/** Bytes; a cluster of a thousand users has less, and more of one takes longer than anybody waits for a Tab. */
const MOST_BYTES = 4 << 20;
const MOST_NAMES = 10_000;
/** As folders of stores are called: nothing in the document leads out of the cluster's folder. */
const PLACE = /^(\.|load-[0-9a-f]+)$/;

/**
 * Glances at a cluster's folder.
 *
 * @returns as much as could be read of it; it never throws
 * @example
 * glanceAtCluster('cluster').users; // ['admin', 'app_user', 'officer1']
 */
export function glanceAtCluster(folder: string): Glance {
  const identity = readState(folder, 'cluster.json');
  const settings = readNewest(path.join(folder, 'settings'));
  const stores = memberOf(settings, 'stores');
  const place = typeof stores === 'string' && PLACE.test(stores) ? stores : '.';
  const hsm = memberOf(readNewest(path.join(folder, place, 'server-0')), 'hsm');
  return {
    servers: namesIn(memberOf(identity, 'servers')),
    users: namesIn(memberOf(hsm, 'users')),
    faults: listOf(memberOf(settings, 'faults')).length,
  };
}

function readNewest(store: string): unknown {
  try {
    const newest = newestOf(listNames(store, MOST_NAMES).names);
    return readState(store, nameGeneration(newest));
  } catch {
    return undefined;
  }
}

function readState(folder: string, name: string): unknown {
  try {
    const options = { what: 'state', folder, limit: MOST_BYTES };
    return memberOf(JSON.parse(readRegularFile(name, options).toString()), 'state');
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function namesIn(list: unknown): readonly string[] {
  return listOf(list).flatMap((each) => {
    const name = memberOf(each, 'name');
    return typeof name === 'string' ? [name] : [];
  });
}
