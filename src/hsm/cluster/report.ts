import type { Difference } from '../difference.ts';
import type { HsmType } from '../hsm-types.ts';
import { mValuesOf, type ShownMValues } from '../m-values.ts';
import type { HsmEnvironment } from '../machine/environment.ts';
import { NO_DIGEST_ECDSA } from '../machine/keys/digest-ecdsa.ts';
import type { KeyObjects } from '../machine/keys/key-objects.ts';
import { createKeyMaker } from '../machine/keys/make-pair.ts';
import { step } from '../machine/machine.ts';
import { listEveryToken } from '../machine/requests/list-tokens.ts';
import type { HsmState } from '../machine/state.ts';
import type { ListedToken, ListedUser } from '../protocol.ts';
import type { Sdk5Edition } from '../sdk5-edition.ts';
import { type ClusterClock, readClock } from './clock.ts';
import type { Cluster } from './cluster.ts';
import { findDifferences } from './differences.ts';
import { formatFault } from './fault-text.ts';
import { readDifferingKeys } from './key-differences.ts';
import type { ClusterWorld } from './server.ts';

/** What the operator sees of a cluster. */
export interface ClusterReport {
  readonly flavour: string;
  readonly type: HsmType;
  readonly sdk5: Sdk5Edition;
  readonly clock: { readonly kind: ClusterClock['kind']; readonly now: string };
  /** As `parseFault` reads them. */
  readonly faults: readonly string[];
  readonly servers: readonly ServerReport[];
  /** What is not the same on all servers; nothing where the HSMs are in step. */
  readonly outOfStep: readonly Difference[];
}

export interface ServerReport {
  readonly index: number;
  readonly name: string;
  readonly node: number;
  /** Counts the changes of this HSM. */
  readonly generation: number;
  readonly mValues: ShownMValues;
  readonly users: readonly ListedUser[];
  readonly sessions: readonly SessionReport[];
  readonly tokens: readonly ListedToken[];
  /** How many keys it holds. */
  readonly keys: number;
}

export interface SessionReport {
  readonly user: string;
  readonly pid: number;
  /** False where the process has ended; the HSM has forgotten it then. */
  readonly alive: boolean;
}

/**
 * Looks at every HSM of a cluster, and changes nothing.
 *
 * @param world another clock or knowledge of processes than the cluster's own
 * @throws Failure of kind `state` where an HSM is damaged
 * @example
 * const { servers, outOfStep } = reportCluster(openCluster('test-cluster'));
 */
export function reportCluster(
  cluster: Cluster,
  world: Partial<Pick<ClusterWorld, 'isAlive' | 'now'>> = {},
): ClusterReport {
  const { isAlive, now } = { ...cluster.world, ...world };
  const { clock, faults } = cluster.readSettings();
  const time = readClock(clock, now());
  const looks = cluster.hsms.map((hsm) =>
    hsm.look(({ number, state }, objects) => ({
      number,
      state: state.hsm,
      lists: listOf(state.hsm, objects, time),
    })),
  );
  const states = looks.map(({ state }) => state);
  const servers = cluster.hsms.map(({ name, node }, index): ServerReport => {
    const look = looks[index];
    if (look === undefined) throw new Error('a server without a state');
    const { state } = look;
    return {
      index,
      name,
      node,
      generation: look.number,
      mValues: mValuesOf(state.type, state.mValues),
      ...look.lists,
      sessions: state.sessions.map(({ user, process }) => ({
        user: state.users.find(({ id }) => id === user)?.name ?? `user ${user}`,
        pid: process.pid,
        alive: isAlive(process),
      })),
      keys: state.keys.count,
    };
  });
  return {
    flavour: cluster.flavour,
    type: cluster.type,
    sdk5: cluster.sdk5,
    clock: { kind: clock.kind, now: new Date(time).toISOString() },
    faults: faults.map(formatFault),
    servers,
    outOfStep: findDifferences(
      states,
      servers.map(({ tokens }) => tokens),
      readDifferingKeys(cluster.hsms),
    ),
  };
}

/** Users and tokens as the HSM itself lists them; the tokens as to whoever asks without a log-in. */
function listOf(
  state: HsmState,
  objects: KeyObjects,
  time: number,
): Pick<ServerReport, 'users' | 'tokens'> {
  const process = { bootId: '', pidNamespace: '', pid: 0, startTime: '' };
  const environment: HsmEnvironment = {
    now: () => time,
    random: () => {
      throw new Error('looking needs nothing random');
    },
    client: 'sdk5',
    process,
    isAlive: () => true,
    objects,
    keyMaker: createKeyMaker(),
    digestEcdsa: NO_DIGEST_ECDSA,
  };
  const users = step(state, { op: 'listUsers' }, environment).reply;
  if (!users.ok) throw new Error(users.reason.code);
  return { users: users.users, tokens: listEveryToken(state, objects, time) };
}
