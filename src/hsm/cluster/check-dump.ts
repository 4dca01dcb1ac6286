import { Failure, isFailure } from '../../failure.ts';
import type { ShapeProblem, StateProblem } from '../../failure-codes/hsm-state.ts';
import { findBrokenLink } from '../machine/audit.ts';
import { readQuorumKey } from '../machine/quorum-key.ts';
import type { HsmState } from '../machine/state.ts';
import { type ServerState, validateServerState } from '../store/server-state.ts';
import type { ServerAddress } from './server-address.ts';
import type { ClusterSettings } from './settings.ts';
import { findRepeatedHost } from './vendor-config.ts';

/**
 * What a dump could have that its shape does not show and that would fail later, in the cluster that is made
 * of it: a log that was cut or edited, keys that no HSM takes, parts of different clusters.
 */

/**
 * Looks for what is wrong in the HSMs of a dump.
 *
 * @param states of all servers, with their whole logs
 * @returns the first thing, and of which server it is; nothing where all is well
 */
export function findDumpProblem(
  states: readonly ServerState[],
): { readonly server: number; readonly problem: StateProblem } | undefined {
  const keys = rememberKeys();
  for (const [server, state] of states.entries()) {
    const problem =
      findMalformed(state) ??
      findMisplaced(state.hsm, server, states) ??
      findBadKey(state.hsm, keys) ??
      findBrokenLog(state);
    if (problem !== undefined) return { server, problem };
  }
  return undefined;
}

/**
 * Takes states for a cluster, if nothing is wrong with them.
 *
 * @throws Failure `state-malformed`
 */
export function requireSound(states: readonly ServerState[]): void {
  const found = findDumpProblem(states);
  if (found !== undefined) throw new Failure('state-malformed', found.problem);
}

/**
 * Looks for what does not go together in the rest of a dump.
 *
 * @returns nothing where all is well
 */
export function findDumpContradiction(
  servers: readonly ServerAddress[],
  { faults }: ClusterSettings,
): ShapeProblem | undefined {
  const repeated = findRepeatedHost(servers);
  if (repeated !== -1) {
    return shape(
      `servers.${repeated}.address.hostname`,
      'expected one that no server before it has',
    );
  }
  const fault = faults.findIndex(({ server }) => server !== null && server >= servers.length);
  return fault === -1
    ? undefined
    : shape(`settings.faults.${fault}.server`, `expected 0 to ${servers.length - 1}`);
}

/** A program may hand in what it made itself. */
function findMalformed(state: ServerState): StateProblem | undefined {
  try {
    validateServerState(state);
    return undefined;
  } catch (error) {
    if (isFailure(error) && error.code === 'state-malformed') return error.values;
    throw error;
  }
}

function findMisplaced(
  hsm: HsmState,
  server: number,
  states: readonly ServerState[],
): ShapeProblem | undefined {
  const node = states.length - 1 - server;
  if (hsm.node !== node) return shape('hsm.node', `expected ${node}, found ${hsm.node}`);
  return hsm.clusterKey === states[0]?.hsm.clusterKey
    ? undefined
    : shape('hsm.clusterKey', 'expected that of the other servers');
}

function findBadKey({ users }: HsmState, read: ReadKey): StateProblem | undefined {
  const moduli = new Set<string>();
  for (const { name, quorumKey } of users) {
    if (quorumKey === null) continue;
    const key = read(quorumKey.spki);
    if ('code' in key) return { problem: 'quorum-key-refused', user: name, key };
    // Another exponent does not make it another key.
    if (moduli.has(key.modulus)) return { problem: 'repeated', what: 'quorum-key', value: name };
    moduli.add(key.modulus);
  }
  return undefined;
}

type ReadKey = (spki: string) => ReturnType<typeof readQuorumKey>;

/** The HSMs of a cluster have the same keys, so each is judged once. */
function rememberKeys(): ReadKey {
  const known = new Map<string, ReturnType<typeof readQuorumKey>>();
  return (spki) => {
    const key = known.get(spki) ?? readQuorumKey(Buffer.from(spki, 'base64'));
    known.set(spki, key);
    return key;
  };
}

function findBrokenLog({ hsm, log }: ServerState): StateProblem | undefined {
  const broken = findBrokenLink(log, hsm.audit);
  return broken === undefined ? undefined : { problem: 'log-broken', record: broken.record };
}

function shape(place: string, detail: string): ShapeProblem {
  return { problem: 'shape', place, detail };
}
