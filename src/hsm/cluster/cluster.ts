import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { AsyncDisposal } from '../../async-disposal.ts';
import type { ClusterConnection, ClusterServer } from '../protocol.ts';
import type { UnsentNote } from '../unsent.ts';
import { carryOutPlan } from './carry-out-plan.ts';
import { checkOptions, checkRandom } from './check-world.ts';
import { checkTime } from './clock.ts';
import { createJournal } from './console-notes.ts';
import { createClusterFolder } from './create-cluster-folder.ts';
import { openStores, readIdentity } from './folder.ts';
import type { ClusterIdentity } from './identity.ts';
import { type ClusterOperator, createOperator } from './operator.ts';
import type { ClusterPlan } from './plan.ts';
import { identifyProcess, isProcessAlive } from './process-identity.ts';
import { type ClusterHsm, type ClusterWorld, Server, unknownServer } from './server.ts';
import type { ServerAddress } from './server-address.ts';
import { type ClusterStores, createMemoryStores } from './stores.ts';

/** What a cluster takes from outside; the machine's own where not given. */
export interface ClusterOptions extends Partial<ClusterWorld> {
  /** The servers that a console's configuration file names; all of the cluster's where not given. */
  readonly servers?: readonly ServerAddress[];
}

/**
 * A cluster of emulated HSMs: what a console connects to, and what its operator sees and sets. What
 * the operator does is outside the quorum. `await using` closes it at the end of its block.
 */
export interface Cluster extends ClusterConnection, ClusterOperator, AsyncDisposal {
  readonly identity: ClusterIdentity;
  /** Every HSM of the cluster, in the order of its servers. */
  readonly hsms: readonly ClusterHsm[];
  readonly world: ClusterWorld;
  /**
   * What consoles came to no HSM with: the latest, oldest first.
   *
   * @throws Failure of kind `state`
   */
  readUnsent(): readonly UnsentNote[];
}

/**
 * Opens the cluster in a folder.
 *
 * @throws Failure of kind `state` where the folder is missing, is no cluster, or is damaged; what is
 *   damaged in one HSM shows when that HSM is asked
 * @example
 * const cluster = openCluster('test-cluster');
 * const reply = await cluster.servers[0]?.execute({ op: 'listUsers' });
 */
export function openCluster(folder: string, options: ClusterOptions = {}): Cluster {
  checkOptions(options);
  const identity = readIdentity(folder);
  return assemble(identity, openStores(folder, identity), options);
}

/**
 * Makes a cluster in a folder and opens it.
 *
 * @throws Failure of kind `state` where the folder is a cluster already or cannot be written, of kind
 *   `usage` where the plan is none that the HSMs take; nothing is written then
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
  checkOptions(options);
  const random = checkRandom(options.random ?? randomBytes);
  const { identity, states, record } = carryOutPlan(plan, random, readTime(options));
  createClusterFolder(folder, identity, states, record);
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
  checkOptions(options);
  const random = checkRandom(options.random ?? randomBytes);
  const { identity, states, record } = carryOutPlan(plan, random, readTime(options));
  return assemble(identity, createMemoryStores(states, record), options);
}

function readTime({ now = Date.now }: ClusterOptions): number {
  return checkTime(now());
}

function assemble(
  identity: ClusterIdentity,
  stores: ClusterStores,
  options: ClusterOptions,
): Cluster {
  const world: ClusterWorld = {
    now: () => readTime(options),
    random: checkRandom(options.random ?? randomBytes),
    process: options.process ?? identifyProcess(),
    isAlive: options.isAlive ?? isProcessAlive,
    sleep: options.sleep ?? ((milliseconds, signal) => sleep(milliseconds, undefined, { signal })),
  };
  const surroundings = { stores, seed: identity.seed, world };
  const hsms = identity.servers.map((address, index) => {
    const place = { index, node: identity.servers.length - 1 - index };
    return new Server(address, place, surroundings);
  });
  return {
    identity,
    world,
    flavour: identity.flavour,
    type: identity.type,
    sdk5: identity.sdk5,
    id: identity.id,
    hsms,
    servers: options.servers?.map((address) => findServer(hsms, address)) ?? hsms,
    journal: createJournal(stores.record, world.now),
    readUnsent: () => stores.record.read().state.unsent,
    checksKeyAvailability: () => stores.record.read().state.checksKeyAvailability,
    ...createOperator(stores, hsms, world.now),
    close: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
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
    connect: (options) => hsm.connect(options),
    execute: (request, options) => hsm.execute(request, options),
  };
}
