import * as v from 'valibot';
import { Failure, isFailure } from '../../failure.ts';
import type { StateProblem } from '../../failure-codes/hsm-state.ts';
import type { AuditEvent } from '../audit-record.ts';
import { FLAVOUR_NAMES, type FlavourName } from '../flavours.ts';
import { HSM_TYPES, type HsmType } from '../hsm-types.ts';
import { checkShape } from '../machine/check-shape.ts';
import { dropSessions } from '../machine/drop-sessions.ts';
import { expected } from '../machine/expected.ts';
import { NO_OBJECTS } from '../machine/keys/key-objects.ts';
import { NO_KEYS } from '../machine/keys/key-table.ts';
import { LIMITS } from '../machine/rules.ts';
import type { HsmState } from '../machine/state.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import type { Sdk5Edition } from '../sdk5-edition.ts';
import { type ServerState, validateServerState } from '../store/server-state.ts';
import type { Cluster } from './cluster.ts';
import type { DumpedKey } from './dumped-key.ts';
import { DUMPED_KEYS_SCHEMA, mergeKeys } from './dumped-keys.ts';
import type { ClusterKind } from './identity.ts';
import { SDK5_EDITION_SCHEMA } from './sdk5-edition-schema.ts';
import { LONGEST_SEED } from './seeded-random.ts';
import type { ServerAddress } from './server-address.ts';
import { serverAddressSchema } from './server-address-schema.ts';
import type { ClusterSettings } from './settings.ts';
import { SETTINGS_SCHEMA } from './settings-schema.ts';

/**
 * A whole cluster as one JSON value. It holds password hashes, the cluster's secret and what keys are made of, so
 * it is kept as one keeps the cluster's folder.
 */
export interface ClusterDump {
  readonly format: 'mofn-dump';
  /** The version of the format in which it is. */
  readonly schemaVersion: number;
  readonly flavour: FlavourName;
  readonly type: HsmType;
  readonly sdk5: Sdk5Edition;
  readonly seed: string | null;
  readonly settings: ClusterSettings;
  readonly servers: readonly DumpedServer[];
  /** By their handles; null where they were left out. Those of sessions are not there. */
  readonly keys: readonly DumpedKey[] | null;
}

/** One server of a dump, with its whole audit log. */
export interface DumpedServer {
  readonly address: ServerAddress;
  /** Without keys, which are the dump's. */
  readonly hsm: HsmState;
  readonly log: readonly AuditEvent[];
}

/** What is looked at first. */
const HEAD_SCHEMA = v.looseObject({
  format: v.literal('mofn-dump', expected('dump-format', { format: 'mofn-dump' })),
  schemaVersion: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

const DUMP_SCHEMA = v.strictObject({
  ...HEAD_SCHEMA.entries,
  flavour: v.picklist(FLAVOUR_NAMES),
  type: v.picklist(HSM_TYPES),
  sdk5: SDK5_EDITION_SCHEMA,
  seed: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_SEED))),
  settings: SETTINGS_SCHEMA,
  servers: v.pipe(
    v.array(v.strictObject({ address: serverAddressSchema, hsm: v.unknown(), log: v.unknown() })),
    v.minLength(1),
    v.maxLength(LIMITS.hsms),
  ),
  keys: v.nullable(DUMPED_KEYS_SCHEMA),
});

/** What a dump is to have. */
export interface DumpOptions {
  /** Whether it leaves out the keys; it loads as a cluster that has none. */
  readonly withoutKeys?: boolean;
}

/**
 * Takes a cluster down as a value.
 *
 * @throws Failure of kind `state` where an HSM or its audit log is damaged
 */
export function dumpCluster(
  cluster: Cluster,
  { withoutKeys = false }: DumpOptions = {},
): ClusterDump {
  const { flavour, type, sdk5, seed, servers } = cluster.identity;
  const settings = cluster.readSettings();
  const looks = cluster.hsms.map((server) =>
    withoutKeys ? { state: server.inspectWhole(), keys: [] } : server.inspectWithKeys(),
  );
  return {
    format: 'mofn-dump',
    schemaVersion: FORMAT_VERSION,
    flavour,
    type,
    sdk5,
    seed,
    settings,
    servers: looks.map(({ state: { hsm, log } }, index) => ({
      address: servers[index] as ServerAddress,
      hsm: { ...hsm, keys: NO_KEYS },
      log,
    })),
    keys: withoutKeys ? null : mergeKeys(looks.map(({ keys }) => keys)),
  };
}

/** What a dump says, as a cluster keeps it. Whoever was logged in is so no more. */
export interface LoadedDump extends ClusterKind {
  /** Where it was read, for failures. */
  readonly path: string;
  /** SHA-256 of its file, hex, for the operator's log; null where it was no file. */
  readonly digest: string | null;
  readonly settings: ClusterSettings;
  readonly states: readonly ServerState[];
  readonly keys: readonly DumpedKey[];
}

/**
 * Takes a parsed dump, if it has the shape of one in every detail. One of an older version is brought up to
 * date. What it says is judged where a cluster is made of it.
 *
 * @param path for failures
 * @param digest SHA-256 of its file, hex, for the operator's log
 * @throws Failure `dump-malformed` that says where it is wrong, `dump-version` where it is of a newer
 *   version
 * @example
 * const dump = readDump(JSON.parse(text), 'before.json');
 */
export function readDump(value: unknown, path: string, digest: string | null = null): LoadedDump {
  const refuse = (problem: StateProblem, server: number | null = null): Failure =>
    new Failure('dump-malformed', { path, server, problem });
  const { schemaVersion: version } = checkShape(HEAD_SCHEMA, value, refuse);
  if (version > FORMAT_VERSION) {
    throw new Failure('dump-version', { path, found: version, expected: FORMAT_VERSION });
  }
  const dump = bringUpToDate('dump', value, version);
  const { flavour, type, sdk5, seed, settings, servers, keys } = checkShape(
    DUMP_SCHEMA,
    dump,
    refuse,
  );
  const addresses = servers.map(({ address }) => address);
  const states = servers.map(({ hsm, log }, index) => {
    try {
      const state = validateServerState({ hsm, log, refusals: [] });
      return { ...state, hsm: endLogIns(state.hsm) };
    } catch (error) {
      if (!isFailure(error) || error.code !== 'state-malformed') throw error;
      throw refuse(error.values, index);
    }
  });
  return {
    path,
    digest,
    flavour,
    type,
    sdk5,
    seed,
    settings,
    servers: addresses,
    states,
    keys: keys ?? [],
  };
}

/** No process has anything to do with what a dump is loaded into. */
function endLogIns(hsm: HsmState): HsmState {
  return { ...dropSessions(hsm, NO_OBJECTS, () => true), challenges: [] };
}
