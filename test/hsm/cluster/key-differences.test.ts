import { describe, expect, it } from 'vitest';

import { type Cluster, createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { dumpCluster, readDump } from '../../../src/hsm/cluster/dump.ts';
import type { DumpedKey } from '../../../src/hsm/cluster/dumped-key.ts';
import { readDifferingKeys } from '../../../src/hsm/cluster/key-differences.ts';
import { restoreCluster } from '../../../src/hsm/cluster/load-dump.ts';
import { reportCluster } from '../../../src/hsm/cluster/report.ts';
import type { KeyRecord } from '../../../src/hsm/machine/keys/key-record.ts';
import { describeDifference } from '../../../src/words/difference.ts';
import { dumpedSecret, withHandlesGiven } from '../../support/whole-keys.ts';

function clusterWith(keys: readonly DumpedKey[]): Cluster {
  const cluster = createMemoryCluster({
    adminPassword: 'password',
    users: [{ type: 'CU', name: 'ca', password: 'password' }],
  });
  restoreCluster(cluster, readDump({ ...withHandlesGiven(dumpCluster(cluster)), keys }, 'dump'));
  return cluster;
}

const secret = (handle: number, more: Partial<KeyRecord> = {}): DumpedKey =>
  dumpedSecret(handle, { owner: 1, ...more });

/** Two keys of one handle, each on one server. */
function differing(more: Partial<KeyRecord>): DumpedKey[] {
  return [
    { ...secret(7), servers: [0] },
    { ...secret(7, more), servers: [1] },
  ];
}

const told = (cluster: Cluster): readonly string[] =>
  reportCluster(cluster).outOfStep.map((difference) => describeDifference(difference));

describe('the keys of HSMs', () => {
  it('are counted, and in step where all are the same', () => {
    const cluster = clusterWith([secret(7), secret(70_000)]);
    expect(reportCluster(cluster).servers.map(({ keys }) => keys)).toEqual([2, 2]);
    expect(told(cluster)).toEqual([]);
    expect(readDifferingKeys(cluster.hsms)).toEqual([[], []]);
  });

  it('are told of that are on some of them alone, all at once', () => {
    const all = Array.from({ length: 6 }, (_, index) => ({ ...secret(index + 1), servers: [0] }));
    expect(told(clusterWith([...all, { ...secret(9), servers: [1] }, secret(70_000)]))).toEqual([
      "keys 0x1 'key 1', 0x2 'key 2', 0x3 'key 3', 0x4 'key 4' and 2 more: there on server 0; missing on server 1",
      "key 0x9 'key 9': missing on server 0; there on server 1",
    ]);
  });

  it.each<[string, Partial<KeyRecord>]>([
    ['owner', { owner: 2 }],
    ['sharing', { sharedWith: [2] }],
    ['quorum', { quorum: { manage: 2, use: 2 } }],
    ['attributes', { label: 'other' }],
  ])('are told of with another %s', (part, more) => {
    expect(told(clusterWith(differing(more)))).toEqual([`key 0x7 'key 7': not the same ${part}`]);
  });

  it('are told of that are not made of the same', () => {
    const [one, other] = differing({});
    const material = Buffer.alloc(32).toString('base64');
    const cluster = clusterWith([one as DumpedKey, { ...(other as DumpedKey), material }]);
    expect(told(cluster)).toEqual(["key 0x7 'key 7': not the same material"]);
  });

  it('are the same whoever shared them first', () => {
    const cluster = clusterWith([
      { ...secret(7, { owner: 3, sharedWith: [1, 2] }), servers: [0] },
      { ...secret(7, { owner: 3, sharedWith: [2, 1] }), servers: [1] },
    ]);
    expect(told(cluster)).toEqual([]);
  });

  it('are read only where a page of them differs', () => {
    const cluster = clusterWith([secret(7), { ...secret(40), servers: [1] }, secret(41)]);
    expect(
      readDifferingKeys(cluster.hsms).map((keys) => keys.map(({ record }) => record.handle)),
    ).toEqual([[41], [40, 41]]);
  });
});
