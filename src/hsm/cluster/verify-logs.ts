import type { BrokenLink } from '../broken-link.ts';
import { findBrokenLink } from '../machine/audit.ts';
import type { ServerState } from '../store/server-state.ts';
import type { Cluster } from './cluster.ts';
import { type OperatorVerdict, verifyActs } from './verify-acts.ts';

/** What became of the audit logs of a cluster. */
export interface LogVerdict {
  /** Whether every chain holds, none was rewritten, and every head that was expected was found. */
  readonly whole: boolean;
  readonly servers: readonly ServerLogVerdict[];
  readonly operator: OperatorVerdict;
  /** Heads that no log holds, as they were handed in. */
  readonly missingHeads: readonly string[];
}

export interface ServerLogVerdict {
  /** Counted from 0. */
  readonly server: number;
  readonly name: string;
  /** How many records its log has. */
  readonly records: number;
  /** Hash of the last record, 64 hex digits: all zero where there is none. */
  readonly head: string;
  /** Where the chain breaks; null where it holds. */
  readonly broken: BrokenLink | null;
}

/**
 * Follows the audit log of every HSM, and the operator's, from the first record to the last.
 *
 * @param expectedHeads heads that were noted earlier, lower-case hex: a log that was rewritten since
 *   does not hold them
 * @throws Failure of kind `state` where an HSM or a log is damaged
 * @example
 * const { whole } = verifyLogs(openCluster('test-cluster'));
 */
export function verifyLogs(cluster: Cluster, expectedHeads: readonly string[] = []): LogVerdict {
  const { states, acts } = readLogs(cluster);
  const servers = states.map(({ hsm, log }, server) => ({
    server,
    name: cluster.hsms[server]?.name ?? '',
    records: log.length,
    head: hsm.audit.hash,
    broken: findBrokenLink(log, hsm.audit) ?? null,
  }));
  const logs = states.map(({ log }) => log);
  const operator = verifyActs(acts, logs);
  const hashes = new Set([...logs, acts.events].flat().map(({ hash }) => hash));
  const missingHeads = expectedHeads.filter((hash) => !hashes.has(hash));
  const whole =
    missingHeads.length === 0 &&
    [...servers, operator].every(({ broken }) => broken === null) &&
    operator.rewritten.length === 0;
  return { whole, servers, operator, missingHeads };
}

/** All logs, no older than the newest act. */
function readLogs({ hsms, readActs }: Cluster): {
  readonly states: readonly ServerState[];
  readonly acts: ReturnType<Cluster['readActs']>;
} {
  for (let acts = readActs(); ; ) {
    const states = hsms.map((hsm) => hsm.inspectWhole());
    const newest = readActs();
    if (newest.head.hash === acts.head.hash) return { states, acts };
    acts = newest;
  }
}
