import { isFailure } from '../../../failure.ts';
import type { Finding } from '../../doctor-finding.ts';
import { type Cluster, type ClusterOptions, openCluster } from '../cluster.ts';
import { readDump } from '../dump.ts';
import type { ClusterWorld } from '../server.ts';
import { RULES } from './all-rules.ts';
import { examineCluster, examineDump } from './examine-cluster.ts';
import type { ExaminedCluster, Unreadable } from './examined.ts';
import type { Rule } from './rule.ts';

/** What was found of a cluster, and the cluster as far as it could be read. */
export interface Diagnosis {
  /** Worst first. */
  readonly findings: readonly Finding[];
  readonly examined: ExaminedCluster;
}

/**
 * Looks for damage of a cluster, and for what locks its officers out, today or some day. Changes nothing.
 *
 * @example
 * const { findings } = diagnoseCluster(createMemoryCluster());
 * findings.map(({ code }) => code); // ['quorum-off', 'default-password']
 */
export function diagnoseCluster(cluster: Cluster): Diagnosis {
  return diagnose(examineCluster(cluster));
}

/**
 * Looks at the cluster in a folder.
 *
 * @throws Failure of kind `state` where there is no cluster to look at, or the system refuses its folder
 * @example
 * const { findings } = diagnoseFolder('test-cluster');
 */
export function diagnoseFolder(folder: string, options: ClusterOptions = {}): Diagnosis {
  try {
    return diagnoseCluster(openCluster(folder, options));
  } catch (thrown) {
    if (!isFailure(thrown)) throw thrown;
    if (thrown.code !== 'state-damaged' && thrown.code !== 'state-version') throw thrown;
    return diagnose(nothingReadable({ servers: [], failure: thrown }, options.now ?? Date.now));
  }
}

/**
 * Looks at a parsed dump as at a cluster.
 *
 * @param path for failures
 * @throws Failure `dump-malformed` where it is no dump; of a server that is damaged it is a finding
 * @example
 * const { findings } = diagnoseDump(JSON.parse(text), 'before.json');
 */
export function diagnoseDump(
  value: unknown,
  path: string,
  world: Pick<ClusterWorld, 'now'> = { now: Date.now },
): Diagnosis {
  try {
    return diagnose(examineDump(readDump(value, path), world));
  } catch (thrown) {
    if (!isFailure(thrown) || thrown.code !== 'dump-malformed') throw thrown;
    const { server } = thrown.values;
    if (server === null) throw thrown;
    return diagnose(nothingReadable({ servers: [server], failure: thrown }, world.now));
  }
}

function nothingReadable(unreadable: Unreadable, now: () => number): ExaminedCluster {
  return {
    flavour: undefined,
    servers: [],
    settings: undefined,
    operator: undefined,
    unreadable: [unreadable],
    now: now(),
    isAlive: () => true,
  };
}

function diagnose(examined: ExaminedCluster): Diagnosis {
  // While something cannot be read, no console works: advice that is taken there can wait.
  const isWhole = examined.unreadable.length === 0;
  const rules = RULES.filter(({ severity }) => isWhole || severity === 'error');
  const findings = rules.flatMap((rule) => applyRule(rule as Rule, examined));
  return { findings, examined };
}

function applyRule({ code, severity, find }: Rule, examined: ExaminedCluster): readonly Finding[] {
  return find(examined).map(
    // The compiler does not see that what a rule finds has the values of the rule's code.
    ({ servers, values }) => ({ code, severity, servers, values }) as Finding,
  );
}
