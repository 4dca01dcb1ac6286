import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createMemoryCluster, openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { dumpCluster, readDump } from '../../../src/hsm/cluster/dump.ts';
import { createClusterFromDump, restoreCluster } from '../../../src/hsm/cluster/load-dump.ts';
import { failureOf } from '../../support/failure-of.ts';

const PLAN = {
  adminPassword: 'password',
  users: [{ type: 'CO', name: 'officer1', password: 'password' }],
  seed: '7',
} as const;

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-dump-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

async function busyCluster() {
  const cluster = createMemoryCluster(PLAN);
  for (const hsm of cluster.hsms) {
    for (let i = 0; i < 40; i += 1) {
      await hsm.execute({ op: 'logout', session: '0x1' });
      await hsm.execute({
        op: 'login',
        type: 'CO',
        name: 'admin',
        password: 'password',
      });
    }
  }
  return cluster;
}

describe('a dump', () => {
  it('gives the same cluster again, whole audit log and all, but with nobody logged in', async () => {
    const dump = dumpCluster(await busyCluster());
    expect(dump.servers[0]?.log.length).toBeGreaterThan(64);
    const loaded = readDump(JSON.parse(JSON.stringify(dump)), 'dump');
    createClusterFromDump(path.join(root, 'copy'), loaded);
    const again = openCluster(path.join(root, 'copy'));
    await again.servers[0]?.execute({ op: 'logout', session: '' });
    const copy = dumpCluster(again);
    expect(copy.servers[1]).toEqual({
      ...dump.servers[1],
      hsm: { ...dump.servers[1]?.hsm, sessions: [] },
    });
    expect(copy.servers[0]?.log.slice(0, -1)).toEqual(dump.servers[0]?.log);
  });

  it('puts a cluster back, as a generation that others see', async () => {
    const cluster = await busyCluster();
    const dump = readDump(dumpCluster(cluster), 'dump');
    createClusterFromDump(path.join(root, 'c'), dump);
    const [opened, other] = [openCluster(path.join(root, 'c')), openCluster(path.join(root, 'c'))];
    const before = other.hsms[0]?.inspect();
    await opened.servers[0]?.execute({ op: 'logout', session: '' });
    restoreCluster(opened, dump);
    expect(other.hsms[0]?.inspect().state.hsm).toEqual(before?.state.hsm);
    expect(other.hsms[0]?.inspect().number).toBeGreaterThan(before?.number ?? 0);
  });

  it('puts a cluster of this process back, as often as it is asked to', async () => {
    const cluster = await busyCluster();
    const dump = readDump(dumpCluster(cluster), 'dump');
    for (let times = 0; times < 3; times += 1) {
      await cluster.servers[0]?.execute({ op: 'logout', session: '' });
      restoreCluster(cluster, dump);
      expect(cluster.hsms.map((hsm) => hsm.inspectWhole().hsm)).toEqual(
        dump.states.map(({ hsm }) => hsm),
      );
    }
  });

  it('of another kind of cluster is not put in its place', async () => {
    const dump = readDump(dumpCluster(createMemoryCluster({ ...PLAN, flavour: 'oci' })), 'dump');
    expect(failureOf(() => restoreCluster(createMemoryCluster(PLAN), dump)).message).toContain(
      'another kind of cluster',
    );
  });

  it.each<[string, (dump: ReturnType<typeof dumpCluster>) => unknown, string]>([
    ['nothing', () => null, 'expected an object, found null'],
    ['another format', (dump) => ({ ...dump, format: 'x' }), 'it is no dump'],
    ['no version', (dump) => ({ ...dump, schemaVersion: 0 }), 'schemaVersion: '],
    ['a key too many', (dump) => ({ ...dump, more: 1 }), 'more: unknown key'],
    ['no servers', (dump) => ({ ...dump, servers: [] }), 'servers: '],
    [
      'a broken state',
      (dump) => ({ ...dump, servers: dump.servers.map((server) => ({ ...server, hsm: {} })) }),
      'servers.0',
    ],
    [
      'a log that ends elsewhere',
      (dump) => ({
        ...dump,
        servers: dump.servers.map((server) => ({ ...server, log: server.log.slice(0, -1) })),
      }),
      'does not end where the HSM says',
    ],
  ])('of %s is refused', async (_, change, message) => {
    const dump = dumpCluster(await busyCluster());
    expect(failureOf(() => readDump(change(dump), 'dump'))).toMatchObject({
      kind: 'file',
      message: expect.stringContaining(message),
    });
  });
});
