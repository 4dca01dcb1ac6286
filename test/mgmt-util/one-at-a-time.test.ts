/**
 * The library's console: what it does when it is closed while it waits, asked for two things at once, or
 * asked for more when it is closed.
 */
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../src/hsm/cluster/fault-text.ts';
import type { ClusterPlan } from '../../src/hsm/cluster/plan.ts';
import { reportCluster } from '../../src/hsm/cluster/report.ts';
import type { ClusterConnection } from '../../src/hsm/protocol.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import type { ConsoleInput } from '../../src/terminal/line-reader.ts';
import { everythingGoes, fakeCluster } from './fake-cluster.ts';

const LOG_IN = 'loginHSM CO officer1 password';
const OFFICERS: ClusterPlan = {
  adminPassword: 'password',
  users: [{ type: 'CO', name: 'officer1', password: 'password' }],
};

/** Input from which nothing ever comes. */
const SILENT: readonly [string, () => ConsoleInput][] = [
  ['a stream', () => new PassThrough()],
  ['a generator', silentGenerator],
];

async function* silentGenerator(): AsyncGenerator<string> {
  await new Promise(() => undefined);
}

function open(cluster: ClusterConnection, input: ConsoleInput = Readable.from(['y\n'])): Console {
  return new Console({ cluster, input, output: { write: () => undefined } });
}

/** As many turns as whatever can go on needs to go on. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function sessionsOf(cluster: Parameters<typeof reportCluster>[0]): number {
  return reportCluster(cluster).servers.reduce((sum, { sessions }) => sum + sessions.length, 0);
}

describe('close', () => {
  it.each(SILENT)('ends a question to %s, as the end of input does', async (_name, input) => {
    const cluster = createMemoryCluster(OFFICERS);
    const console = open(cluster, input());
    await console.execute(LOG_IN);
    const command = console.execute('createUser CU app password');
    await turns();
    await console.close();
    expect(await command).toBe('refused');
    expect(sessionsOf(cluster)).toBe(0);
    expect(reportCluster(cluster).servers[0]?.users.map(({ name }) => name)).not.toContain('app');
  });

  it.each(SILENT)('ends a whole session that reads from %s', async (_name, input) => {
    const console = open(fakeCluster(everythingGoes), input());
    const session = console.run();
    await turns();
    await console.close();
    expect(await session).toBe(true);
  });

  it('lets no other server be asked by a command that it ended', async () => {
    const cluster = fakeCluster((request, server) =>
      request.op === 'deleteUser'
        ? { ok: false, error: 'RET_FAULT', reason: { code: 'fault-error' } }
        : everythingGoes(request, server),
    );
    const console = open(cluster, silentGenerator());
    const command = console.execute('deleteUser CU app');
    await turns();
    await console.close();
    expect(await command).toBe('refused');
    expect(cluster.asked).toEqual(['deleteUser@0']);
  });

  it('ends the wait for a slow server, which does nothing of what it was asked', async () => {
    const cluster = createMemoryCluster(OFFICERS);
    const console = open(cluster);
    await console.execute(LOG_IN);
    cluster.changeSettings((settings) => ({
      ...settings,
      faults: [parseFault('slow server=1 ms=600000', 2)],
    }));
    const command = console.execute('changePswd CO officer1 another1');
    await turns();
    cluster.changeSettings((settings) => ({ ...settings, faults: [] }));
    await console.close();
    expect(await command).toBe('refused');
    expect(sessionsOf(cluster)).toBe(0);
    const passwords = cluster.hsms.map((hsm) => hsm.inspect().state.hsm.users[2]?.password.hash);
    expect(passwords[0]).not.toBe(passwords[1]);
  });

  it('ends the wait for a server that never answers and knows no signal', async () => {
    const cluster = fakeCluster(everythingGoes, { servers: 1 });
    const server = { ...cluster.servers[0], execute: () => new Promise(() => undefined) };
    const console = open({ ...cluster, servers: [server] } as unknown as ClusterConnection);
    const command = console.execute('listUsers');
    await turns();
    await console.close();
    expect(await command).toBe('refused');
  });

  it('may be called from what the console itself calls, and again', async () => {
    const closed: Promise<void>[] = [];
    async function* input(): AsyncGenerator<string> {
      closed.push(console.close(), console.close());
      await Promise.all(closed);
      yield 'y\n';
    }
    const cluster = fakeCluster(everythingGoes);
    const console = open(cluster, input());
    expect(await console.execute('setMValue 3 2')).toBe('refused');
    await Promise.all(closed);
    await console.close();
    expect(cluster.asked).toEqual([]);
  });
});

describe('one thing at a time', () => {
  it('refuses a second command while one waits, and does the first', async () => {
    const input = new PassThrough();
    const cluster = fakeCluster(everythingGoes);
    const console = open(cluster, input);
    const first = console.execute('setMValue 3 2');
    for (const second of [
      () => console.execute('listUsers'),
      () => console.connect(),
      () => console.run(),
    ]) {
      await expect(second()).rejects.toMatchObject({ code: 'console-busy', kind: 'usage' });
    }
    input.write('y\n');
    expect(await first).toBe('done');
    expect(await console.execute('listUsers')).toBe('done');
    await console.close();
    expect(cluster.asked).toEqual(['setMValue@0', 'setMValue@1', 'listUsers@0', 'listUsers@1']);
  });

  it('refuses commands that come out of its own output', async () => {
    const codes: unknown[] = [];
    const console = new Console({
      cluster: fakeCluster(everythingGoes),
      input: Readable.from([]),
      output: {
        write: () => void console.execute('quit').catch((error) => codes.push(error.code)),
      },
    });
    await console.execute('enable_e2e');
    expect(codes).toEqual(['console-busy', 'console-busy']);
    await console.close();
  });
});

it.each([
  ['close()', (console: Console) => console.close()],
  ['run()', (console: Console) => console.run()],
])('does nothing more after %s', async (_name, end) => {
  const cluster = createMemoryCluster(OFFICERS);
  const console = open(cluster);
  await console.execute(LOG_IN);
  await end(console);
  for (const more of [
    () => console.execute(LOG_IN),
    () => console.connect(),
    () => console.run(),
  ]) {
    await expect(more()).rejects.toMatchObject({ code: 'console-closed', kind: 'usage' });
  }
  await console.close();
  expect(sessionsOf(cluster)).toBe(0);
});
