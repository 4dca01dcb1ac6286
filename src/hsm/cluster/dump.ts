import * as v from 'valibot';

import { CommandFailure } from '../../command-failure.ts';
import type { AuditEvent } from '../machine/audit.ts';
import { dropSessions } from '../machine/requests/sessions.ts';
import { LIMITS } from '../machine/rules.ts';
import type { HsmState } from '../machine/state.ts';
import { type ServerState, validateServerState } from '../store/server-state.ts';
import type { Cluster } from './cluster.ts';
import type { ServerAddress } from './server-address.ts';
import type { ClusterSettings } from './settings.ts';
import { SETTINGS_SCHEMA } from './settings-schema.ts';
import { describeIssue } from './valibot-issue.ts';
import { serverAddressSchema } from './vendor-config.ts';

/**
 * A whole cluster as one JSON value: `mofn hsm dump` writes it, `mofn hsm load` takes it. It holds
 * password hashes and the cluster's secret, so it is kept as one keeps the cluster's folder.
 */
export interface ClusterDump {
  readonly format: 'mofn-dump';
  readonly schemaVersion: 1;
  readonly flavour: string;
  readonly seed: string | null;
  readonly settings: ClusterSettings;
  readonly servers: readonly DumpedServer[];
}

/** One server of a dump, with its whole audit log. */
export interface DumpedServer {
  readonly address: ServerAddress;
  readonly hsm: HsmState;
  readonly log: readonly AuditEvent[];
}

const DUMP_SCHEMA = v.strictObject({
  format: v.literal('mofn-dump', 'expected "mofn-dump": it is no dump'),
  schemaVersion: v.literal(1, 'expected 1: this mofn knows no other'),
  flavour: v.string(),
  seed: v.nullable(v.string()),
  settings: SETTINGS_SCHEMA,
  servers: v.pipe(
    v.array(v.strictObject({ address: serverAddressSchema, hsm: v.unknown(), log: v.unknown() })),
    v.minLength(1),
    v.maxLength(LIMITS.hsms),
  ),
});

/**
 * Takes a cluster down as a value.
 *
 * @throws Failure of kind `state` where an HSM or its audit log is damaged
 */
export function dumpCluster(cluster: Cluster): ClusterDump {
  const { flavour, seed, servers } = cluster.identity;
  return {
    format: 'mofn-dump',
    schemaVersion: 1,
    flavour,
    seed,
    settings: cluster.readSettings(),
    servers: cluster.hsms.map((server, index) => {
      const { hsm, log } = server.inspectWhole();
      return { address: servers[index] as ServerAddress, hsm, log };
    }),
  };
}

/** What a dump says, as a cluster keeps it. Whoever was logged in is so no more. */
export interface LoadedDump {
  readonly flavour: string;
  readonly seed: string | null;
  readonly settings: ClusterSettings;
  readonly servers: readonly ServerAddress[];
  readonly states: readonly ServerState[];
}

/**
 * Takes a parsed dump, if it is one in every detail.
 *
 * @param path for messages
 * @throws Failure of kind `file` that says where it is wrong
 */
export function readDump(value: unknown, path: string): LoadedDump {
  const result = v.safeParse(DUMP_SCHEMA, value, { abortEarly: true });
  if (!result.success)
    throw new CommandFailure('file', `${path}: ${describeIssue(result.issues[0])}`, HINT);
  const { flavour, seed, settings, servers } = result.output;
  return {
    flavour,
    seed,
    settings,
    servers: servers.map(({ address }) => address),
    states: servers.map(({ hsm, log }, index) => readState(hsm, log, `${path}: servers.${index}`)),
  };
}

function readState(hsm: unknown, log: unknown, place: string): ServerState {
  try {
    const state = validateServerState({ hsm, log, lastRefusal: null });
    return { ...state, hsm: dropSessions(state.hsm, () => true) };
  } catch (error) {
    throw new CommandFailure(
      'file',
      `${place}: ${error instanceof Error ? error.message : error}`,
      HINT,
    );
  }
}

const HINT = "use what 'mofn hsm dump' wrote, unchanged";

/**
 * Puts a dump in the place of what a cluster holds, HSM after HSM.
 *
 * @throws Failure of kind `usage` where the dump is of another kind of cluster
 */
export function restoreCluster(cluster: Cluster, dump: LoadedDump): void {
  const { flavour, seed, servers } = cluster.identity;
  const kindOf = (kind: Pick<LoadedDump, 'flavour' | 'seed' | 'servers'>): string =>
    JSON.stringify([kind.flavour, kind.seed, kind.servers]);
  if (kindOf(dump) !== kindOf({ flavour, seed, servers })) {
    throw new CommandFailure(
      'usage',
      'the dump is of a cluster with other servers, another flavour or another seed',
      'load it into a new folder',
    );
  }
  cluster.changeSettings(() => dump.settings);
  for (const [index, state] of dump.states.entries()) cluster.hsms[index]?.replace(state);
}
