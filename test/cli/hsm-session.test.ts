/**
 * A session that somebody else would use: by its id, from another process, or after a load.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { runCommand } from '../support/run-command.ts';

let root: string;
let cluster: string;
let console: ChildProcessWithoutNullStreams;
let printed: string;

const hsm = (...words: string[]) =>
  runCommand(['hsm', ...words], { cwd: root, env: { MOFN_HSM: 'cluster' } });

beforeEach(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-session-'));
  cluster = path.join(root, 'cluster');
  await hsm('init', 'cluster', '--officers', '2');
  await hsm('dump', '--out', 'dump.json');
  console = spawn(process.execPath, ['bin/cloudhsm_mgmt_util'], {
    env: { ...process.env, MOFN_HSM: cluster },
  });
  printed = '';
  console.stdout.on('data', (piece) => {
    printed += piece;
  });
  console.stdin.write('loginHSM CO officer1 password\n');
  await until('loginHSM success on server 1');
});
afterEach(() => {
  console.kill('SIGKILL');
  fs.rmSync(root, { recursive: true });
});

async function until(text: string): Promise<void> {
  while (!printed.includes(text)) await once(console.stdout, 'data');
}

function sessions(): readonly string[] {
  return openCluster(cluster).hsms.map(
    (server) => server.inspect().state.hsm.sessions[0]?.id ?? '',
  );
}

function userNames(): readonly string[] {
  const users = openCluster(cluster).hsms.flatMap((server) => server.inspect().state.hsm.users);
  return [...new Set(users.map(({ name }) => name))];
}

describe('the session of a console that runs', () => {
  it('is of no use to another process that knows its id', async () => {
    const [session = ''] = sessions();
    const bob = { type: 'CU', name: 'bob', password: 'password' };
    const reply = await openCluster(cluster).hsms[0]?.execute({
      op: 'createUser',
      session,
      ...bob,
    });
    expect(reply).toMatchObject({
      error: 'RET_NOT_LOGGED_IN',
      reason: { code: 'session-of-another', pid: console.pid },
    });
    expect(userNames()).not.toContain('bob');
    console.stdin.end('createUser CU bob password\ny\nquit\n');
    await once(console, 'close');
    expect(userNames()).toContain('bob');
  });

  it('ends with a load, and is nobody else’s afterwards', async () => {
    const before = sessions();
    expect((await hsm('load', 'dump.json', '--force')).code).toBe(0);
    const login = { op: 'login', type: 'CO', name: 'officer2', password: 'password' } as const;
    for (const server of openCluster(cluster).hsms) await server.execute(login);
    for (const [server, session] of sessions().entries()) expect(session).not.toBe(before[server]);
    console.stdin.end('createUser CU bob password\ny\nI\nI\nquit\n');
    await once(console, 'close');
    expect(printed).toContain('createUser failed: RET_NOT_LOGGED_IN');
    expect(userNames()).not.toContain('bob');
  });
});
