import type { AuditEvent } from './audit.ts';
import { createClusterStates, type NewCluster } from './create-state.ts';
import type { HsmEnvironment } from './environment.ts';
import { step } from './machine.ts';
import type { ClusterConnection, ClusterServer, HsmReply, HsmRequest } from './protocol.ts';
import { chooseRules, type HsmRules } from './rules.ts';
import type { HsmState } from './state.ts';

/** Where a server of the cluster would be; it is only shown. */
export interface ServerAddress {
  readonly name: string;
  readonly hostname: string;
  readonly port: number;
}

/** What a cluster in memory is to be. */
export interface MemoryClusterOptions extends Omit<NewCluster, 'servers' | 'rules'> {
  /** By default the two of the user guide, 10.0.2.14 and 10.0.1.4. */
  readonly servers?: readonly ServerAddress[];
  /** `classic` by default; a flavour of the console. */
  readonly flavour?: string;
  /** By default those that go with the flavour. */
  readonly rules?: HsmRules;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: HsmEnvironment['now'];
  /** By default every process counts as alive. */
  readonly isAlive?: HsmEnvironment['isAlive'];
}

/** A cluster that lives as long as the process: for tests of what talks to one. */
export interface MemoryCluster extends ClusterConnection {
  /** What each HSM knows at this moment, in the order of the servers. */
  readStates(): readonly HsmState[];
  /** The audit log of each HSM, oldest record first. */
  readLogs(): readonly (readonly AuditEvent[])[];
}

const DOCUMENTED_SERVERS: readonly ServerAddress[] = ['10.0.2.14', '10.0.1.4'].map((name) => ({
  name,
  hostname: name,
  port: 2225,
}));

/**
 * Makes a cluster in memory, with its clock and random source handed in.
 *
 * @throws Failure of kind `usage`, as {@link createClusterStates} does
 *
 * @example
 * const cluster = createMemoryCluster({
 *   now: Date.now,
 *   random: randomBytes,
 *   adminPassword: 'password',
 *   users: [{ type: 'CO', name: 'officer1', password: 'password' }],
 * });
 * const reply = await cluster.servers[0]?.execute({ op: 'listUsers' });
 */
export function createMemoryCluster(options: MemoryClusterOptions): MemoryCluster {
  const addresses = options.servers ?? DOCUMENTED_SERVERS;
  const flavour = options.flavour ?? 'classic';
  const rules = options.rules ?? chooseRules(flavour);
  const environment: HsmEnvironment = {
    now: options.now,
    random: options.random,
    isAlive: options.isAlive ?? (() => true),
  };
  const hsms = createClusterStates({ ...options, rules, servers: addresses.length }).map(
    (state) => new MemoryHsm(state, environment),
  );
  return {
    flavour,
    servers: addresses.map((address, index): ClusterServer => {
      const hsm = hsms[index] as MemoryHsm;
      return {
        ...address,
        node: hsm.state.node,
        connect: () => Promise.resolve(true),
        execute: (request) => Promise.resolve(hsm.execute(request)),
      };
    }),
    readStates: () => hsms.map((hsm) => hsm.state),
    readLogs: () => hsms.map((hsm) => hsm.log),
    close: () => Promise.resolve(),
  };
}

class MemoryHsm {
  readonly #environment: HsmEnvironment;
  readonly log: AuditEvent[] = [];
  state: HsmState;

  constructor(state: HsmState, environment: HsmEnvironment) {
    this.state = state;
    this.#environment = environment;
  }

  execute<R extends HsmRequest>(request: R): HsmReply<R['op']> {
    const { state, reply, events } = step(this.state, request, this.#environment);
    this.state = state;
    this.log.push(...events);
    return reply;
  }
}
