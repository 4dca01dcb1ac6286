import { isFailure } from '../../../failure.ts';
import { findBrokenLink } from '../../machine/audit.ts';
import type { ServerState } from '../../store/server-state.ts';
import { readClock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { LoadedDump } from '../dump.ts';
import { isProcessAlive } from '../process-identity.ts';
import type { ClusterWorld } from '../server.ts';
import type { ClusterSettings } from '../settings.ts';
import { verifyActs } from '../verify-acts.ts';
import type { ExaminedCluster, ExaminedServer, Unreadable } from './examined.ts';
import { createKeyReader, examineOfficers, type KeyReader } from './officers.ts';

/** Reads all of a cluster that can be read, and changes nothing. */
export function examineCluster(cluster: Cluster): ExaminedCluster {
  const { settings, acts, states, unreadable } = readParts(cluster);
  const readKey = createKeyReader();
  const servers = states.flatMap((state, index) =>
    state === undefined ? [] : [examineServer(index, state, readKey)],
  );
  const logs = states.flatMap((state) => (state === undefined ? [] : [state.log]));
  const { flavour, world } = cluster;
  return {
    flavour,
    servers,
    settings,
    // It is bound to the logs of all servers.
    operator:
      acts === undefined || logs.length < states.length ? undefined : verifyActs(acts, logs),
    unreadable,
    ...readWorld(settings, world),
  };
}

/** What could be read of a cluster, undefined where it could not. */
interface Parts {
  readonly settings: ClusterSettings | undefined;
  readonly acts: ReturnType<Cluster['readActs']> | undefined;
  /** Of all servers. */
  readonly states: readonly (ServerState | undefined)[];
  readonly unreadable: readonly Unreadable[];
}

/** Reads once more where the operator did something meanwhile: its log tells of the others. */
function readParts(cluster: Cluster): Parts {
  for (;;) {
    const unreadable: Unreadable[] = [];
    const readOf =
      (servers: readonly number[]) =>
      <Value>(read: () => Value): Value | undefined =>
        readOr(read, (failure) => unreadable.push({ servers, failure }));
    const settings = readOf([])(() => cluster.readSettings());
    // They say where the HSMs are kept: without them, none of these can be read.
    if (settings === undefined) {
      return { settings, acts: undefined, states: cluster.hsms.map(() => undefined), unreadable };
    }
    const acts = readOf([])(() => cluster.readActs());
    const states = cluster.hsms.map((hsm, index) => readOf([index])(() => hsm.inspectWhole()));
    const newest = acts && readOf([])(() => cluster.readActs());
    if (newest?.head.hash === acts?.head.hash) return { settings, acts, states, unreadable };
  }
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
    operator: undefined,
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
