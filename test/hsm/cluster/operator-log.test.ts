import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Cluster, createCluster, openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../../src/hsm/cluster/fault-text.ts';
import { openStores } from '../../../src/hsm/cluster/folder.ts';
import type { OperatorEvent } from '../../../src/hsm/cluster/operator-act.ts';
import { verifyLogs } from '../../../src/hsm/cluster/verify-logs.ts';
import { chainRecords, NO_RECORDS } from '../../../src/hsm/machine/audit.ts';
import { replaceState } from '../../support/replace-state.ts';
import { runCommand } from '../../support/run-command.ts';

let root: string;
let folder: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-operator-log-'));
  folder = path.join(root, 'cluster');
  createCluster(folder);
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const hsm = (...words: string[]) =>
  runCommand(['hsm', ...words], {
    cwd: root,
    env: { MOFN_HSM: 'cluster' },
    now: 1_700_000_000_000,
  });

async function doSomething(): Promise<void> {
  const [first] = openCluster(folder).hsms;
  await first?.execute({ op: 'logout', session: '0x1' });
}

const stand = (cluster: Cluster, at: number) =>
  cluster.changeSettings((settings) => ({ ...settings, clock: { kind: 'standing', at } }));

/** Writes the first HSM's log anew, with a chain that holds. */
function forgeLog(): void {
  replaceState(folder, 0, (state) => {
    const forged = state.log.map(({ sequence: _, previous: __, hash: ___, ...event }) => ({
      ...event,
      session: '0x2',
    }));
    const { head, events } = chainRecords(NO_RECORDS, forged);
    return { ...state, log: events, hsm: { ...state.hsm, audit: head } };
  });
}

describe('the log of the operator', () => {
  it('has every act, beside the logs of the HSMs, which have none of them', async () => {
    await doSomething();
    await hsm('dump', '--out', 'dump.json');
    await hsm('clock', 'set', '2026-01-01T12:00:00Z');
    await hsm('fault', 'add', 'server=1 command=createUser error=RET_MAX_USERS');
    await hsm('logout', '--all');
    await hsm('load', 'dump.json', '--force');
    await hsm('clock');
    const { stdout } = await hsm('log', '--json');
    const { servers, operator } = JSON.parse(stdout);
    expect(servers[0].records).toHaveLength(5);
    expect(operator.records.map(({ act }: OperatorEvent) => act)).toEqual([
      { kind: 'clock', clock: { kind: 'standing', at: 1_767_268_800_000 } },
      {
        kind: 'faults',
        faults: [
          {
            kind: 'error',
            server: 1,
            command: 'createUser',
            after: 0,
            times: null,
            error: 'RET_MAX_USERS',
          },
        ],
      },
      { kind: 'logout' },
      {
        kind: 'load',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        heads: [servers[0].head, NO_RECORDS],
      },
    ]);
    for (const record of operator.records) {
      expect(record).toMatchObject({
        time: 1_700_000_000_000,
        uid: process.getuid?.(),
        heads: [servers[0].head, NO_RECORDS],
      });
    }
    expect(await hsm('log', 'verify')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        `the operator's log: 4 records, whole, head ${operator.head.hash}`,
      ),
    });
    const text = (await hsm('log')).stdout;
    expect(text).toContain('Log of the operator:\n\nTime: 11/14/23 22:13:20.000000');
    expect(text).toContain('Act : clock stands at 2026-01-01T12:00:00.000Z\n');
    expect(text).toContain('Act : fault server=1 command=createUser error=RET_MAX_USERS\n');
    expect(text).toMatch(/Act : load of a dump, SHA-256 [0-9a-f]{64}\n/);
    expect((await hsm('log', '--server', '0')).stdout).not.toContain('operator');
  });

  it('begins with the load that a cluster was made by', async () => {
    await hsm('dump', '--out', 'dump.json');
    await hsm('load', 'dump.json', '--hsm', 'copy');
    const { events } = openCluster(path.join(root, 'copy')).readActs();
    expect(events.map(({ act }) => act.kind)).toEqual(['load']);
  });

  it('has no act that changed nothing, and none that was refused', () => {
    const cluster = openCluster(folder);
    cluster.changeSettings((settings) => ({ ...settings }));
    expect(() =>
      cluster.changeSettings((settings) => ({
        ...settings,
        faults: [{ kind: 'drop', server: 9 }],
      })),
    ).toThrow();
    expect(cluster.readActs().events).toEqual([]);
  });

  it('has not the faults that count themselves down', async () => {
    const cluster = openCluster(folder);
    cluster.changeSettings((settings) => ({
      ...settings,
      faults: [parseFault('server=0 times=3 error=RET_FAULT', 2)],
    }));
    await doSomething();
    expect(cluster.readSettings().faults).toMatchObject([{ times: 2 }]);
    expect(cluster.readActs().events).toHaveLength(1);
  });

  it('is whole, however long it is, and its document stays small', () => {
    const cluster = openCluster(folder);
    for (let i = 1; i <= 150; i += 1) stand(cluster, i);
    const { head, events } = openCluster(folder).readActs();
    expect(events.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 150 }, (_, i) => i + 1),
    );
    expect(head.sequence).toBe(150);
    expect(verifyLogs(openCluster(folder)).operator.broken).toBeNull();
    const stored = openStores(folder, cluster.identity).record.read().state.operator.events;
    expect(stored.length).toBeLessThanOrEqual(64);
  });

  it('finds a log that was rewritten with a chain that holds, if an act came after it', async () => {
    await doSomething();
    stand(openCluster(folder), 1);
    expect((await hsm('log', 'verify')).code).toBe(0);
    forgeLog();
    expect(await hsm('log', 'verify')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        'server 0(10.0.2.14): rewritten, or cut: act 1 of the operator saw another log\n',
      ),
    });
    expect(verifyLogs(openCluster(folder))).toMatchObject({
      whole: false,
      servers: [{ broken: null }, { broken: null }],
      operator: { broken: null, rewritten: [{ server: 0, act: 1 }] },
    });
  });

  it('that was edited is not whole', async () => {
    const cluster = openCluster(folder);
    for (const at of [1, 2, 3]) stand(cluster, at);
    openStores(folder, cluster.identity).record.transact(({ state }) => {
      const events = state.operator.events.map((event) => ({ ...event, time: event.sequence }));
      return { state: { ...state, operator: { ...state.operator, events } }, result: undefined };
    });
    const { code, stdout } = await hsm('log', 'verify');
    expect(code).toBe(1);
    expect(stdout).toContain(
      "the operator's log: broken at record 1: its content is not what its hash says",
    );
  });

  it('holds heads that were noted earlier', async () => {
    stand(openCluster(folder), 1);
    const { head } = openCluster(folder).readActs();
    stand(openCluster(folder), 2);
    expect((await hsm('log', 'verify', '--expect-head', head.hash)).code).toBe(0);
  });
});
