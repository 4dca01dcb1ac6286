import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { dumpCluster, readDump } from '../../../src/hsm/cluster/dump.ts';
import { createClusterFromDump } from '../../../src/hsm/cluster/load-dump.ts';
import { reportCluster } from '../../../src/hsm/cluster/report.ts';
import { verifyLogs } from '../../../src/hsm/cluster/verify-logs.ts';
import { FORMAT_VERSION } from '../../../src/hsm/migrations/bring-up-to-date.ts';
import { describeRefusal } from '../../../src/words/refusals.ts';
import { failureOf } from '../../support/failure-of.ts';
import { runCommand } from '../../support/run-command.ts';
import { openDocument, sealDocument } from '../../support/sealed-document.ts';

/** A folder and a dump of each version, made by the mofn of then; test/golden/README.md says how. */
const GOLDEN = path.join(import.meta.dirname, '../../golden/versions');
const VERSIONS = fs
  .readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-versions-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

function copyOf(version: string): string {
  const folder = path.join(root, 'cluster');
  fs.cpSync(path.join(GOLDEN, version, 'cluster'), folder, { recursive: true });
  return folder;
}

function newestDocument(store: string): { readonly file: string; readonly version: number } {
  const name = fs
    .readdirSync(store)
    .filter((entry) => entry.endsWith('.json'))
    .sort()
    .at(-1) as string;
  const file = path.join(store, name);
  return { file, version: JSON.parse(fs.readFileSync(file, 'utf8')).schemaVersion as number };
}

function readJson(...place: string[]): { [member: string]: unknown } {
  return JSON.parse(fs.readFileSync(path.join(...place), 'utf8'));
}

it('every version has a folder and a dump', () => {
  const numbers = new Set(VERSIONS.map((name) => Number.parseInt(name, 10)));
  expect([...numbers].sort()).toEqual(Array.from({ length: FORMAT_VERSION }, (_, i) => i + 1));
});

describe.each(VERSIONS)('a folder of version %s', (version) => {
  it('opens and shows all that it holds, and looking changes no byte of it', async () => {
    const folder = copyOf(version);
    const cluster = openCluster(folder);
    const { servers, faults, clock } = reportCluster(cluster);
    expect(servers[0]).toMatchObject({
      mValues: { userManagement: 2, miscCo: 2 },
      tokens: [
        { id: 2, user: 'officer1', service: 3, required: 2, approvers: ['officer2'] },
        { id: 3, user: 'officer2', service: 4, required: 2, approvers: [] },
      ],
    });
    expect(servers[0]?.users.map(({ name }) => name).join(' ')).toBe(
      'admin app_user officer1 officer2 officer3 crypto1 bob',
    );
    expect(faults).toHaveLength(2);
    expect(clock.kind).toBe('running');
    const { whole, servers: verdicts } = verifyLogs(cluster);
    const [dumped] = readJson(GOLDEN, version, 'dump.json')['servers'] as { log: unknown[] }[];
    expect([whole, verdicts[0]?.records]).toEqual([true, dumped?.log.length]);
    const { keys = [] } = readJson(GOLDEN, version, 'dump.json');
    expect(dumpCluster(cluster).keys).toEqual(keys);
    const refusal = cluster.hsms[0]?.inspect().state.refusals.at(-1);
    expect(describeRefusal(refusal?.reason ?? '')).toBe(
      'token 2 of service 3 (USER_MGMT) has 1 of 2 approvals (officer2)',
    );
    for (const args of [['explain', '--json'], ['log'], ['log', '--json'], ['show']]) {
      const { code, stderr } = await runCommand(['hsm', ...args, '--hsm', folder]);
      expect([stderr, code]).toEqual(['', 0]);
    }
    for (const name of fs.readdirSync(folder, { recursive: true }) as string[]) {
      const place = path.join(folder, name);
      if (!fs.statSync(place).isFile()) continue;
      expect(fs.readFileSync(place)).toEqual(
        fs.readFileSync(path.join(GOLDEN, version, 'cluster', name)),
      );
    }
  });

  it('works on, in the present version, and its audit log stays whole', async () => {
    const folder = copyOf(version);
    const cluster = openCluster(folder, { sleep: () => Promise.resolve() });
    const heads = verifyLogs(cluster).servers.map(({ head }) => head);
    const login = await cluster.hsms[0]?.execute({
      op: 'login',
      type: 'CO',
      name: 'officer1',
      password: 'password',
    });
    if (!login?.ok) throw new Error('no log-in');
    const { session } = login;
    const token = await cluster.hsms[0]?.execute({
      op: 'getToken',
      session,
      service: 3,
      name: 'officer1',
    });
    expect(token).toMatchObject({ ok: true, token: { id: 4, service: 3, user: 'officer1' } });
    expect(newestDocument(path.join(folder, 'server-0')).version).toBe(FORMAT_VERSION);
    cluster.changeSettings((settings) => ({ ...settings, faults: [] }));
    expect(newestDocument(path.join(folder, 'settings')).version).toBe(FORMAT_VERSION);
    const after = verifyLogs(openCluster(folder), heads);
    expect(after).toMatchObject({ whole: true, missingHeads: [] });
  });

  it('loads from its dump, and is dumped in the present version with the same log', () => {
    const dump = readJson(GOLDEN, version, 'dump.json');
    const servers = dump['servers'] as { log: unknown }[];
    const loaded = readDump(dump, 'dump.json');
    const cluster = createClusterFromDump(path.join(root, 'loaded'), loaded);
    expect(verifyLogs(cluster).whole).toBe(true);
    const again = dumpCluster(cluster);
    expect(again.schemaVersion).toBe(FORMAT_VERSION);
    expect(again.servers[0]?.log).toEqual(servers[0]?.log);
    expect(readDump(again, 'again.json').states[0]?.hsm.users).toEqual(loaded.states[0]?.hsm.users);
  });
});

describe('a newer version', () => {
  const newer = String(FORMAT_VERSION + 1);

  it('of a folder is refused with its number, whichever document has it', async () => {
    for (const place of ['cluster.json', 'settings', 'server-0']) {
      const folder = copyOf(VERSIONS[0] as string);
      const at = path.join(folder, place);
      const file = place.endsWith('.json') ? at : newestDocument(at).file;
      const { format, rest } = openDocument(fs.readFileSync(file, 'utf8'));
      fs.writeFileSync(file, sealDocument(format, FORMAT_VERSION + 1, rest));
      const { code, stderr } = await runCommand(['hsm', 'show', '--hsm', folder]);
      expect(code).toBe(5);
      expect(stderr).toContain(
        `is in version ${newer} of the format, this mofn reads up to version ${FORMAT_VERSION}`,
      );
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('of a dump is refused with its number', async () => {
    const dump = { ...readJson(GOLDEN, '1', 'dump.json'), schemaVersion: FORMAT_VERSION + 1 };
    expect(failureOf(() => readDump(dump, 'd.json')).message).toBe(
      `"d.json" is in version ${newer} of the format, this mofn reads up to version ${FORMAT_VERSION}`,
    );
    const file = path.join(root, 'd.json');
    fs.writeFileSync(file, JSON.stringify(dump));
    const { code } = await runCommand(['hsm', 'load', file, '--hsm', path.join(root, 'new')]);
    expect(code).toBe(3);
    expect(fs.existsSync(path.join(root, 'new'))).toBe(false);
  });
});
