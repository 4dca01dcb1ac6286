import { isFailure } from '../../../failure.ts';
import { findBrokenLink } from '../../machine/audit.ts';
import { readClock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { LoadedDump } from '../dump.ts';
import { keysOn } from '../dumped-keys.ts';
import { isProcessAlive } from '../process-identity.ts';
import type { ClusterHsm, ClusterWorld } from '../server.ts';
import type { ClusterSettings } from '../settings.ts';
import { verifyActs } from '../verify-acts.ts';
import type { ExaminedCluster, ExaminedServer, Unreadable } from './examined.ts';
import { createKeyReader, examineOfficers, type KeyReader } from './officers.ts';

/** Reads all of a cluster that can be read, and changes nothing. */
export function examineCluster(cluster: Cluster): ExaminedCluster {
  const { settings, acts, looks, unreadable } = readParts(cluster);
  const readKey = createKeyReader();
  const servers = looks.flatMap((look, index) =>
    look === undefined ? [] : [examineServer(index, look, readKey)],
  );
  const logs = looks.flatMap((look) => (look === undefined ? [] : [look.state.log]));
  const { flavour, world } = cluster;
  return {
    flavour,
    servers,
    settings,
    // It is bound to the logs of all servers.
    operator: acts === undefined || logs.length < looks.length ? undefined : verifyActs(acts, logs),
    unreadable,
    ...readWorld(settings, world),
  };
}

/** What was read of one server. */
type Look = ReturnType<ClusterHsm['inspectWithKeys']>;

/** What could be read of a cluster, undefined where it could not. */
interface Parts {
  readonly settings: ClusterSettings | undefined;
  readonly acts: ReturnType<Cluster['readActs']> | undefined;
  /** Of all servers. */
  readonly looks: readonly (Look | undefined)[];
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
      return { settings, acts: undefined, looks: cluster.hsms.map(() => undefined), unreadable };
    }
    const acts = readOf([])(() => cluster.readActs());
    const looks = cluster.hsms.map((hsm, index) => readOf([index])(() => hsm.inspectWithKeys()));
    const newest = acts && readOf([])(() => cluster.readActs());
    if (newest?.head.hash === acts?.head.hash) return { settings, acts, looks, unreadable };
  }
}

/** Looks at a dump as at a cluster. Nobody is logged in to one. */
export function examineDump(
  { flavour, states, keys, settings }: LoadedDump,
  world: Pick<ClusterWorld, 'now'>,
): ExaminedCluster {
  const readKey = createKeyReader();
  const servers = states.map((state, index) =>
    examineServer(index, { state, keys: keysOn(keys, index) }, readKey),
  );
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
  { state: { hsm, log }, keys }: Look,
  readKey: KeyReader,
): ExaminedServer {
  return {
    index,
    hsm,
    broken: findBrokenLink(log, hsm.audit) ?? null,
    officers: examineOfficers(hsm, readKey),
    keys,
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
