import { Failure } from '../../failure.ts';
import { type Cluster, type ClusterOptions, openCluster } from './cluster.ts';
import { createClusterFolder } from './create-cluster-folder.ts';
import type { LoadedDump } from './dump.ts';
import { newClusterId } from './identity.ts';

/**
 * Makes a cluster in a folder from a dump, and opens it.
 *
 * @throws Failure of kind `state` where the folder is a cluster already or cannot be written
 * @example
 * createClusterFromDump('copy', readDump(JSON.parse(text), 'before.json'));
 */
export function createClusterFromDump(
  folder: string,
  { flavour, seed, servers, states, settings }: LoadedDump,
  options: ClusterOptions = {},
): Cluster {
  createClusterFolder(folder, { id: newClusterId(), flavour, seed, servers }, states, settings);
  return openCluster(folder, options);
}

/**
 * Puts a dump in the place of what a cluster holds, HSM after HSM.
 *
 * @throws Failure `dump-of-another` where the dump is of another kind of cluster
 */
export function restoreCluster(cluster: Cluster, dump: LoadedDump): void {
  const kindOf = ({ flavour, seed, servers }: Pick<LoadedDump, 'flavour' | 'seed' | 'servers'>) =>
    JSON.stringify([flavour, seed, servers]);
  if (kindOf(dump) !== kindOf(cluster.identity)) throw new Failure('dump-of-another', {});
  cluster.changeSettings(() => dump.settings);
  for (const [index, state] of dump.states.entries()) cluster.hsms[index]?.replace(state);
}
