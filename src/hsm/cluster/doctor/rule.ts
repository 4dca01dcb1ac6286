import type { FindingCode, FindingSeverity, FindingValues } from '../../doctor-finding.ts';
import type { ExaminedCluster, ExaminedServer } from './examined.ts';

/** What a rule finds; its code and severity are the rule's. */
export interface Found<Code extends FindingCode> {
  readonly servers: readonly number[];
  readonly values: FindingValues[Code];
}

/** One thing that can be wrong with a cluster. */
export interface Rule<Code extends FindingCode = FindingCode> {
  readonly code: Code;
  readonly severity: FindingSeverity;
  find(cluster: ExaminedCluster): readonly Found<Code>[];
}

/**
 * Judges each server by itself. Servers with the same values make one finding.
 *
 * @param judge gives nothing where all is well
 */
export function findOnEach<Code extends FindingCode>(
  { servers }: ExaminedCluster,
  judge: (server: ExaminedServer) => FindingValues[Code] | undefined,
): readonly Found<Code>[] {
  const found = new Map<string, { servers: number[]; values: FindingValues[Code] }>();
  for (const server of servers) {
    const values = judge(server);
    if (values === undefined) continue;
    const key = JSON.stringify(values);
    const same = found.get(key);
    if (same === undefined) found.set(key, { servers: [server.index], values });
    else same.servers.push(server.index);
  }
  return [...found.values()];
}
