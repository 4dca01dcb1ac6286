import { isFailure } from '../../../failure.ts';
import { findBrokenLink } from '../../machine/audit.ts';
import type { ServerState } from '../../store/server-state.ts';
import { readClock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { LoadedDump } from '../dump.ts';
import { isProcessAlive } from '../process-identity.ts';
import type { ClusterWorld } from '../server.ts';
import type { ClusterSettings } from '../settings.ts';
import type { ExaminedCluster, ExaminedServer, Unreadable } from './examined.ts';
import { createKeyReader, examineOfficers, type KeyReader } from './officers.ts';

/** Reads all of a cluster that can be read, and changes nothing. */
export function examineCluster(cluster: Cluster): ExaminedCluster {
  const unreadable: Unreadable[] = [];
  const settings = readOr(
    () => cluster.readSettings(),
    (failure) => unreadable.push({ servers: [], failure }),
  );
  const readKey = createKeyReader();
  // They say where the HSMs are kept: without them, none of these can be read.
  const hsms = settings === undefined ? [] : cluster.hsms;
  const servers = hsms.flatMap((hsm, index): readonly ExaminedServer[] => {
    const state = readOr(
      () => hsm.inspectWhole(),
      (failure) => unreadable.push({ servers: [index], failure }),
    );
    return state === undefined ? [] : [examineServer(index, state, readKey)];
  });
  return {
    flavour: cluster.flavour,
    servers,
    settings,
    unreadable,
    ...readWorld(settings, cluster.world),
  };
}

/** Looks at a dump as at a cluster. Nobody is logged in to one. */
export function examineDump(
  { flavour, states, settings }: LoadedDump,
  world: Pick<ClusterWorld, 'now'>,
): ExaminedCluster {
  const readKey = createKeyReader();
  const servers = states.map((state, index) => examineServer(index, state, readKey));
  const { now } = world;
  return {
    flavour,
    servers,
    settings,
    unreadable: [],
    ...readWorld(settings, { now, isAlive: isProcessAlive }),
  };
}

function readWorld(
  settings: ClusterSettings | undefined,
  { now, isAlive }: Pick<ClusterWorld, 'now' | 'isAlive'>,
): Pick<ExaminedCluster, 'now' | 'isAlive'> {
  return { now: settings === undefined ? now() : readClock(settings.clock, now()), isAlive };
}

function examineServer(
  index: number,
  { hsm, log }: ServerState,
  readKey: KeyReader,
): ExaminedServer {
  return {
    index,
    hsm,
    broken: findBrokenLink(log, hsm.audit) ?? null,
    officers: examineOfficers(hsm, readKey),
  };
}

function readOr<Value>(
  read: () => Value,
  refused: (failure: Unreadable['failure']) => void,
): Value | undefined {
  try {
    return read();
  } catch (thrown) {
    if (!isFailure(thrown)) throw thrown;
    refused(thrown);
    return undefined;
  }
}
