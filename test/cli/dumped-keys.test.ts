import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryCluster, openCluster } from '../../src/hsm/cluster/cluster.ts';
import { dumpCluster, readDump } from '../../src/hsm/cluster/dump.ts';
import { createClusterFromDump } from '../../src/hsm/cluster/load-dump.ts';
import { runCommand } from '../support/run-command.ts';
import { dumpedRsaPair, dumpedSecret, withHandlesGiven } from '../support/whole-keys.ts';

const KEYS = [...dumpedRsaPair(10, { owner: 1 }), dumpedSecret(30, { owner: 1 })];
const NOTE =
  'the dump holds 3 keys with what they are made of: keep it as secret as they are (--without-keys leaves them out)\n';

let root: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-dumped-keys-'));
  const dump = withHandlesGiven(dumpCluster(createMemoryCluster({ adminPassword: 'password' })));
  createClusterFromDump(path.join(root, 'c'), readDump({ ...dump, keys: KEYS }, 'dump'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

const run = (words: readonly string[], stdin?: string) =>
  runCommand(['hsm', ...words], { cwd: root, ...(stdin !== undefined && { stdin }) });

describe('hsm dump and load', () => {
  it('bring keys along, and say so', async () => {
    const dumped = await run(['dump', '--hsm', 'c']);
    expect([dumped.code, dumped.stderr]).toEqual([0, NOTE]);
    expect(dumped.stdout.match(/^ {4}\{"servers":\[0,1\],"record":.*\},?$/gm)).toHaveLength(3);
    expect((await run(['load', '-', '--hsm', 'copy'], dumped.stdout)).code).toBe(0);
    expect(dumpCluster(openCluster(path.join(root, 'copy'))).keys).toEqual(KEYS);
    const again = await run(['dump', '--hsm', 'copy', '--out', 'again.json', '--quiet']);
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(fs.statSync(path.join(root, 'again.json')).mode & 0o777).toBe(0o600);
    const put = await run(['load', 'again.json', '--hsm', 'c', '--force']);
    expect([put.code, put.stderr]).toEqual([0, '']);
    expect(dumpCluster(openCluster(path.join(root, 'c'))).keys).toEqual(KEYS);
  });

  it('leave as many keys on each HSM as hsm show counts', async () => {
    const { code, stdout } = await run(['show', '--hsm', 'c']);
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}3 keys$/gm)).toHaveLength(2);
    expect(stdout).toMatch(/^the HSMs are in step$/m);
    const json = JSON.parse((await run(['show', '--hsm', 'c', '--json'])).stdout);
    expect(json.servers.map((server: { keys: number }) => server.keys)).toEqual([3, 3]);
  });

  it('leave keys out where that is wanted', async () => {
    const dumped = await run(['dump', '--hsm', 'c', '--without-keys']);
    expect([dumped.code, dumped.stderr]).toEqual([0, '']);
    expect(JSON.parse(dumped.stdout).keys).toBeNull();
    expect((await run(['load', '-', '--hsm', 'bare'], dumped.stdout)).code).toBe(0);
    expect(dumpCluster(openCluster(path.join(root, 'bare'))).keys).toEqual([]);
  });

  it('show nothing of a key where a dump is no JSON', async () => {
    const { stdout } = await run(['dump', '--hsm', 'c', '--quiet']);
    const at = stdout.indexOf('"material":"MII') + 40;
    const { code, stderr } = await run(
      ['load', '-', '--hsm', 'x'],
      `${stdout.slice(0, at)}"${stdout.slice(at)}`,
    );
    expect(code).toBe(3);
    expect(stderr).toContain('it was cut or edited');
    expect(stderr).not.toContain(stdout.slice(at, at + 4));
  });
});
