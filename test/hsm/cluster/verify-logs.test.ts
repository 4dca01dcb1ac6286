import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Cluster, createCluster } from '../../../src/hsm/cluster/cluster.ts';
import { verifyLogs } from '../../../src/hsm/cluster/verify-logs.ts';
import { replaceState } from '../../support/replace-state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mofn-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function busyCluster(): Promise<Cluster> {
  const cluster = createCluster(folder);
  for (const hsm of cluster.hsms) {
    for (const session of ['0x1', '0x2']) await hsm.execute({ op: 'logout', session });
  }
  return cluster;
}

/** Puts another log in the place of the first HSM's, as whoever writes in the folder can. */
function rewrite(place: number, session: string): void {
  replaceState(folder, 0, (state) => ({
    ...state,
    log: state.log.map((event, index) => (index === place ? { ...event, session } : event)),
  }));
}

describe('the audit logs of a cluster', () => {
  it('are whole, and hold every head that they ever had', async () => {
    const cluster = await busyCluster();
    const heads = cluster.hsms.flatMap((hsm) => hsm.inspectWhole().log.map(({ hash }) => hash));
    expect(verifyLogs(cluster, heads)).toMatchObject({
      whole: true,
      servers: [
        { server: 0, name: '10.0.2.14', records: 6, head: heads[5], broken: null },
        { server: 1, name: '10.0.1.4', records: 2, head: heads[7], broken: null },
      ],
      missingHeads: [],
    });
  });

  it('are not whole where a record was changed, or a head is in none of them', async () => {
    const cluster = await busyCluster();
    const missing = 'f'.repeat(64);
    expect(verifyLogs(cluster, [missing])).toMatchObject({ whole: false, missingHeads: [missing] });
    rewrite(4, '0x3');
    expect(verifyLogs(cluster)).toMatchObject({
      whole: false,
      servers: [{ broken: { record: 5, problem: { code: 'content' } } }, { broken: null }],
    });
  });
});
