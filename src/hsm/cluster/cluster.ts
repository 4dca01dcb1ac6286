import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { CommandFailure } from '../../command-failure.ts';
import { createClusterStates, type NewCluster } from '../machine/create-state.ts';
import type { ClusterConnection, ClusterServer } from '../protocol.ts';
import { createMemoryArchive } from '../store/log-archive.ts';
import { createMemoryStore } from '../store/memory-store.ts';
import type { ServerState } from '../store/server-state.ts';
import { type ClusterClock, REAL_CLOCK } from './clock.ts';
import type { LoadedDump } from './dump.ts';
import type { Fault } from './faults.ts';
import { type ClusterStores, createClusterFolder, openStores, readIdentity } from './folder.ts';
import { type ClusterIdentity, rulesOfFlavour } from './identity.ts';
import { isProcessAlive } from './process-identity.ts';
import { seededRandom } from './seeded-random.ts';
import { type ClusterWorld, Server, unknownServer } from './server.ts';
import type { ServerAddress } from './server-address.ts';
import type { ClusterSettings } from './settings.ts';
import { FIRST_SERVERS, findRepeatedHost } from './vendor-config.ts';

/** What a new cluster is to be. Nothing given: two new HSMs, as a customer gets them. */
export interface ClusterPlan extends Pick<NewCluster, 'adminPassword' | 'users' | 'mValues'> {
  readonly servers?: readonly ServerAddress[];
  /** The edition of the console; the rules of the HSM go with it. `classic` where not given. */
  readonly flavour?: string;
  /** Makes nonces and salts the same in every run. */
  readonly seed?: string;
  readonly clock?: ClusterClock;
  readonly faults?: readonly Fault[];
}

/** What a cluster takes from outside; the machine's own where not given. */
export interface ClusterOptions extends Partial<ClusterWorld> {
  /** The servers that a console's configuration file names; all of the cluster's where not given. */
  readonly servers?: readonly ServerAddress[];
}

/**
 * A cluster of emulated HSMs: what a console connects to, and what its operator sees and sets. What
 * the operator does is outside the quorum.
 */
export interface Cluster extends ClusterConnection {
  readonly identity: ClusterIdentity;
  /** Every HSM of the cluster, in the order of its servers. */
  readonly hsms: readonly Server[];
  readSettings(): ClusterSettings;
  changeSettings(change: (settings: ClusterSettings) => ClusterSettings): ClusterSettings;
}

/**
 * Opens the cluster in a folder.
 *
 * @throws Failure of kind `state` where the folder is missing, is no cluster, or is damaged; what is
 *   damaged in one HSM shows when that HSM is asked
 * @example
 * const cluster = openCluster('test-cluster');
 * const reply = await cluster.servers[0].execute({ op: 'listUsers' });
 */
export function openCluster(folder: string, options: ClusterOptions = {}): Cluster {
  const identity = readIdentity(folder);
  return assemble(identity, openStores(folder, identity), options);
}

/**
 * Makes a cluster in a folder and opens it.
 *
 * @throws Failure of kind `state` where the folder is a cluster already or cannot be written, of kind
 *   `usage` where the plan is none that the HSMs take
 * @example
 * createCluster('test-cluster', {
 *   adminPassword: 'password',
 *   users: [{ type: 'CO', name: 'officer1', password: 'password' }],
 * });
 */
export function createCluster(
  folder: string,
  plan: ClusterPlan = {},
  options: ClusterOptions = {},
): Cluster {
  const { identity, states, settings } = carryOut(plan, options);
  createClusterFolder(folder, identity, states, settings);
  return openCluster(folder, options);
}

/**
 * Makes a cluster in memory: for tests in one process, which need no folder and leave nothing.
 *
 * @throws Failure of kind `usage` where the plan is none that the HSMs take
 * @example
 * const cluster = createMemoryCluster({ adminPassword: 'password', seed: '7' });
 */
export function createMemoryCluster(plan: ClusterPlan = {}, options: ClusterOptions = {}): Cluster {
  const { identity, states, settings } = carryOut(plan, options);
  const stores: ClusterStores = {
    settings: createMemoryStore(settings),
    servers: states.map((state) => ({
      store: createMemoryStore(state),
      archive: createMemoryArchive(),
    })),
  };
  return assemble(identity, stores, options);
}

interface NewClusterParts {
  readonly identity: ClusterIdentity;
  readonly states: readonly ServerState[];
  readonly settings: ClusterSettings;
}

function carryOut(plan: ClusterPlan, options: ClusterOptions): NewClusterParts {
  const { servers = FIRST_SERVERS, flavour = 'classic', seed = null } = plan;
  const repeated = servers[findRepeatedHost(servers)];
  if (repeated !== undefined) {
    throw new CommandFailure('usage', `the host name ${repeated.hostname} is there twice`);
  }
  const random = options.random ?? randomBytes;
  const { adminPassword, users, mValues } = plan;
  const states = createClusterStates({
    servers: servers.length,
    rules: rulesOfFlavour(flavour),
    random: seed === null ? random : seededRandom(seed, 'cluster'),
    ...(adminPassword === undefined ? {} : { adminPassword }),
    ...(users === undefined ? {} : { users }),
    ...(mValues === undefined ? {} : { mValues }),
  });
  return {
    identity: { id: newClusterId(), flavour, seed, servers },
    states: states.map((hsm) => ({ hsm, log: [], lastRefusal: null })),
    settings: { clock: plan.clock ?? REAL_CLOCK, faults: plan.faults ?? [] },
  };
}

/**
 * Makes a cluster in a folder from what `mofn hsm dump` wrote, and opens it.
 *
 * @throws Failure of kind `state` where the folder is a cluster already or cannot be written
 */
export function createClusterFromDump(
  folder: string,
  { flavour, seed, servers, states, settings }: LoadedDump,
  options: ClusterOptions = {},
): Cluster {
  createClusterFolder(folder, { id: newClusterId(), flavour, seed, servers }, states, settings);
  return openCluster(folder, options);
}

/** Never seeded: it tells one cluster from another, however equal they are. */
function newClusterId(): string {
  return randomBytes(8).toString('hex');
}

function assemble(
  identity: ClusterIdentity,
  stores: ClusterStores,
  options: ClusterOptions,
): Cluster {
  const world: ClusterWorld = {
    now: options.now ?? Date.now,
    random: options.random ?? randomBytes,
    isAlive: options.isAlive ?? isProcessAlive,
    sleep: options.sleep ?? ((milliseconds) => sleep(milliseconds)),
  };
  const surroundings = { settings: stores.settings, seed: identity.seed, world };
  const hsms = stores.servers.map(({ store, archive }, index) => {
    const address = identity.servers[index] as ServerAddress;
    const place = { index, node: identity.servers.length - 1 - index };
    return new Server(address, place, store, archive, surroundings);
  });
  return {
    identity,
    flavour: identity.flavour,
    hsms,
    servers: options.servers?.map((address) => findServer(hsms, address)) ?? hsms,
    readSettings: () => stores.settings.read().state,
    changeSettings: (change) =>
      stores.settings.transact(({ state }) => {
        const changed = change(state);
        return { state: changed, result: changed };
      }),
    close: () => Promise.resolve(),
  };
}

/**
 * Servers of a configuration file are known by their host names; name and port are the file's own
 * affair, and are shown as it has them.
 */
function findServer(hsms: readonly Server[], address: ServerAddress): ClusterServer {
  const hsm = hsms.find(({ hostname }) => hostname === address.hostname);
  if (hsm === undefined) return unknownServer(address);
  return {
    ...address,
    node: hsm.node,
    connect: () => hsm.connect(),
    execute: (request) => hsm.execute(request),
  };
}
