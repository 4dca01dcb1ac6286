import { Failure, isFailure } from '../../failure.ts';
import type { ShapeProblem, StateProblem } from '../../failure-codes/hsm-state.ts';
import type { Expected } from '../../failure-codes/shape-detail.ts';
import type { HsmType } from '../hsm-types.ts';
import { findBrokenLink } from '../machine/audit.ts';
import { readQuorumKey } from '../machine/quorum-key.ts';
import type { HsmState, User } from '../machine/state.ts';
import { findCertificateProblem } from '../machine/trust-anchor.ts';
import { type ServerState, validateServerState } from '../store/server-state.ts';
import { findKeyProblem } from './check-dumped-keys.ts';
import type { DumpedKey } from './dumped-key.ts';
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
 * @param held what the HSMs hold beside their states
 * @returns the first thing, and of which server it is, where it is of one; nothing where all is well
 */
export function findDumpProblem(
  states: readonly ServerState[],
  held: readonly DumpedKey[],
): { readonly server: number | null; readonly problem: StateProblem } | undefined {
  const keys = rememberKeys();
  for (const [server, state] of states.entries()) {
    const problem =
      findMalformed(state) ??
      findMisplaced(state.hsm, server, states) ??
      findBadKey(state.hsm, keys) ??
      findBadCertificate(state.hsm) ??
      findBrokenLog(state);
    if (problem !== undefined) return { server, problem };
  }
  return findKeyProblem(
    states.map(({ hsm }) => hsm),
    held,
  );
}

/**
 * Takes states for a cluster, if nothing is wrong with them.
 *
 * @throws Failure `state-malformed`
 */
export function requireSound(states: readonly ServerState[], keys: readonly DumpedKey[]): void {
  const found = findDumpProblem(states, keys);
  if (found !== undefined) throw new Failure('state-malformed', found.problem);
}

/** The parts of a dump that have to go together. */
export interface DumpParts {
  readonly type: HsmType;
  readonly servers: readonly ServerAddress[];
  readonly settings: ClusterSettings;
  readonly states: readonly ServerState[];
}

/**
 * Looks for what does not go together in the rest of a dump.
 *
 * @returns nothing where all is well
 */
export function findDumpContradiction({
  type,
  servers,
  settings: { faults },
  states,
}: DumpParts): ShapeProblem | undefined {
  const other = states.findIndex(({ hsm }) => hsm.type !== type);
  if (other !== -1) return shape(`servers.${other}.hsm.type`, { code: 'type-of-dump', type });
  const repeated = findRepeatedHost(servers);
  if (repeated !== -1) {
    return shape(`servers.${repeated}.address.hostname`, { code: 'other-host' });
  }
  const fault = faults.findIndex(({ server }) => server !== null && server >= servers.length);
  return fault === -1
    ? undefined
    : shape(`settings.faults.${fault}.server`, {
        code: 'between',
        minimum: 0,
        maximum: servers.length - 1,
      });
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
  if (hsm.node !== node) {
    return shape('hsm.node', { code: 'equal', value: node }, String(hsm.node));
  }
  const first = states[0]?.hsm;
  if (hsm.clusterKey !== first?.clusterKey) {
    return shape('hsm.clusterKey', { code: 'cluster-key-of-others' });
  }
  return hsm.type === first.type
    ? undefined
    : shape('hsm.type', { code: 'type-of-others', type: first.type });
}

function findBadKey({ users }: HsmState, read: ReadKey): StateProblem | undefined {
  const holders = new Map<string, number>();
  for (const user of users) {
    for (const { what, spki } of listKeys(user)) {
      const key = read(spki);
      if ('code' in key) return { problem: 'key-refused', user: user.name, what, key };
      // Another exponent does not make it another key; a user's own may be both.
      const holder = holders.get(key.modulus) ?? user.id;
      if (holder !== user.id) return { problem: 'repeated', what: 'quorum-key', value: user.name };
      holders.set(key.modulus, user.id);
    }
  }
  return undefined;
}

function listKeys({ quorumKey, secondFactor }: User) {
  return [
    ...(quorumKey === null ? [] : [{ what: 'quorum-key', spki: quorumKey.spki } as const]),
    ...(secondFactor === null ? [] : [{ what: 'second-factor', spki: secondFactor.spki } as const]),
  ];
}

function findBadCertificate({ mtls }: HsmState): StateProblem | undefined {
  const bad = mtls.anchors.find(
    ({ certificate }) => findCertificateProblem(Buffer.from(certificate, 'base64')) !== undefined,
  );
  return bad && { problem: 'certificate-refused', reference: bad.reference };
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

function shape(place: string, expected: Expected, found: string | null = null): ShapeProblem {
  return { problem: 'shape', place, detail: { code: 'unlike', expected, found } };
}
