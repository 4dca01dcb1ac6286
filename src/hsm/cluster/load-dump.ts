import { isDeepStrictEqual } from 'node:util';

import { Failure } from '../../failure.ts';
import { findDumpContradiction, findDumpProblem } from './check-dump.ts';
import { checkTime } from './clock.ts';
import { type Cluster, type ClusterOptions, openCluster } from './cluster.ts';
import { createClusterFolder } from './create-cluster-folder.ts';
import type { LoadedDump } from './dump.ts';
import { kindOf, newClusterId } from './identity.ts';
import { beginRecord, recordActs } from './operator-log.ts';

/**
 * Makes a cluster in a folder from a dump, and opens it. Its operator's log begins with that.
 *
 * @throws Failure `dump-malformed` where something in the dump would fail later: a log that was cut or
 *   edited, a key that no HSM takes; Failure of kind `state` where the folder is a cluster already or cannot
 *   be written
 * @example
 * createClusterFromDump('copy', readDump(JSON.parse(text), 'before.json'));
 */
export function createClusterFromDump(
  folder: string,
  dump: LoadedDump,
  options: ClusterOptions = {},
): Cluster {
  requireSoundDump(dump);
  const { states, keys, settings, digest } = dump;
  const heads = states.map(({ hsm }) => hsm.audit);
  const record = beginRecord(settings);
  const operator = recordActs(record.operator, [{ kind: 'load', digest, heads }], {
    time: checkTime((options.now ?? Date.now)()),
    uid: process.getuid?.() ?? null,
    heads,
  });
  const identity = { id: newClusterId(), ...kindOf(dump) };
  createClusterFolder(folder, identity, states, { ...record, operator }, keys);
  return openCluster(folder, options);
}

/**
 * Puts a dump in the place of what a cluster holds, in one step: all HSMs, clock and faults.
 *
 * @throws Failure `dump-of-another` where the dump is of another kind of cluster, `dump-malformed` as above;
 *   Failure of kind `state`; the cluster is as it was then
 */
export function restoreCluster(cluster: Cluster, dump: LoadedDump): void {
  if (!isDeepStrictEqual(kindOf(dump), kindOf(cluster.identity))) {
    throw new Failure('dump-of-another', {});
  }
  requireSoundDump(dump);
  cluster.replaceAll(dump);
}

/**
 * Takes a dump to make a cluster of it, if nothing is wrong in it.
 *
 * @throws Failure `dump-malformed` that says where it is wrong
 */
function requireSoundDump(dump: LoadedDump): void {
  const { path, states } = dump;
  const problem = findDumpContradiction(dump);
  if (problem !== undefined) throw new Failure('dump-malformed', { path, server: null, problem });
  const found = findDumpProblem(states, dump.keys);
  if (found !== undefined) throw new Failure('dump-malformed', { path, ...found });
}
