import type { BrokenLink } from '../broken-link.ts';
import { findBrokenLink } from '../machine/audit.ts';
import type { Cluster } from './cluster.ts';

/** What became of the audit logs of a cluster. */
export interface LogVerdict {
  /** Whether every chain holds, and every head that was expected was found. */
  readonly whole: boolean;
  readonly servers: readonly ServerLogVerdict[];
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
 * Follows the audit log of every HSM from its first record to its last.
 *
 * @param expectedHeads heads that were noted earlier, lower-case hex: a log that was rewritten since
 *   does not hold them
 * @throws Failure of kind `state` where an HSM or its log is damaged
 * @example
 * const { whole } = verifyLogs(openCluster('test-cluster'));
 */
export function verifyLogs({ hsms }: Cluster, expectedHeads: readonly string[] = []): LogVerdict {
  const hashes = new Set<string>();
  const servers = hsms.map((hsm, server) => {
    const { hsm: state, log } = hsm.inspectWhole();
    for (const { hash } of log) hashes.add(hash);
    return {
      server,
      name: hsm.name,
      records: log.length,
      head: state.audit.hash,
      broken: findBrokenLink(log, state.audit) ?? null,
    };
  });
  const missingHeads = expectedHeads.filter((hash) => !hashes.has(hash));
  const whole = missingHeads.length === 0 && servers.every(({ broken }) => broken === null);
  return { whole, servers, missingHeads };
}
