import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { dumpCluster } from '../../src/hsm/cluster/dump.ts';
import { verifyLogs } from '../../src/hsm/cluster/verify-logs.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howOften, sample } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';
import { runProgram } from '../support/run-program.ts';
import { inParallel } from './in-parallel.ts';
import { logInAll, makeOfficers, makeQuorumCluster } from './quorum-cluster.ts';
import { stringifyRequests } from './request-json.ts';
import { stopAt } from './stopped.ts';
import { type SystemCall, stateCalls, trace } from './strace.ts';

/**
 * `hsm load --force` in the middle of other work, and on a disk that refuses: it is one step, and what a
 * console does at the same time comes before it or after it.
 */
const PLACES = howOften(3, 1000);

const strace = requireProgram('strace');
const MOFN = [process.execPath, 'bin/mofn', 'hsm'];

let root: string;
let model: string;
let dumpFile: string;
let sender: readonly string[];
let copies = 0;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-load-'));
  model = path.join(root, 'model');
  dumpFile = path.join(root, 'dump.json');
  const cluster = makeQuorumCluster(model, makeOfficers(2), { m: 1 });
  await runProgram([...MOFN, 'dump', '--hsm', model, '--out', dumpFile]);
  const sessions = await logInAll(cluster, 'officer1');
  const requests = sessions.map((session) => {
    return { op: 'createUser', session, type: 'CU', name: 'bob', password: 'password' } as const;
  });
  fs.writeFileSync(path.join(root, 'requests.json'), stringifyRequests(requests));
  sender = [process.execPath, await bundleProgram('test/fault/programs/send-requests.ts', root)];
});
afterAll(() => fs.rmSync(root, { recursive: true }));

function copyOf(): string {
  copies += 1;
  const copy = path.join(root, `copy-${copies}`);
  fs.cpSync(model, copy, { recursive: true });
  return copy;
}

const send = (place: string) => [...sender, place, path.join(root, 'requests.json')];
const load = (place: string) => [...MOFN, 'load', dumpFile, '--force', '--hsm', place];

function usersOf(place: string): readonly (readonly string[])[] {
  return openCluster(place).hsms.map((hsm) =>
    hsm.inspect().state.hsm.users.map(({ name }) => name),
  );
}

describe('a load of a dump', () => {
  it.skipIf(!strace.has)(
    `ends all sessions, wherever a console was in its work ${strace.label}`,
    async () => {
      const rehearsed = copyOf();
      const rehearsal = await trace(send(rehearsed), { log: `${rehearsed}.log` });
      expect(rehearsal.stdout).toBe('done 0\ndone 1\n');
      const calls = stateCalls(rehearsal.calls, rehearsed).filter(isInStore);
      const outcomes = await inParallel(sample(calls, PLACES), async (call) => {
        const place = copyOf();
        const console = await stopAt(send(place), call, `${place}.log`);
        const loaded = await runProgram(load(place));
        expect(loaded.code, loaded.stderr).toBe(0);
        const { code, stdout, stderr } = await console.resume();
        const where = `${call.text}\n${stderr}`;
        expect(code, where).toBe(0);
        // Done before the load, which undid it, or refused after it.
        expect(stdout, where).toMatch(/^(done|refused) 0\nrefused 1\n$|^done 0\ndone 1\n$/);
        const both = ['admin', 'app_user', 'officer1', 'officer2'];
        expect(usersOf(place), where).toEqual([both, both]);
        expect(verifyLogs(openCluster(place)).whole, where).toBe(true);
        return stdout;
      });
      expect(new Set(outcomes).size).toBeGreaterThan(1);
    },
  );

  it.skipIf(!strace.has)(
    `that the disk refuses leaves the cluster as it was, and nothing besides ${strace.label}`,
    async () => {
      const rehearsed = copyOf();
      const rehearsal = await trace(load(rehearsed), { log: `${rehearsed}.log` });
      expect(rehearsal.code, rehearsal.stderr).toBe(0);
      const calls = stateCalls(rehearsal.calls, rehearsed);
      const publish = calls.findIndex(({ name, text }) => {
        return name === 'link' && text.includes(`${rehearsed}/settings/`);
      });
      const writing = calls
        .slice(0, publish + 1)
        .filter(({ name }) => /^(fsync|link|mkdir)$/.test(name));
      const before = contentOf(model);
      await inParallel(sample(writing, PLACES), async (call) => {
        const place = copyOf();
        const run = await trace(load(place), {
          log: `${place}.log`,
          inject: `${call.name}:error=ENOSPC:when=${call.ordinal}`,
        });
        expect(run.code, call.text).toBe(5);
        expect(run.stderr).toContain('no space left on the disk');
        expect(contentOf(place), call.text).toEqual(before);
      });
    },
  );

  it('keeps one set of stores, however often it is done', async () => {
    const place = copyOf();
    const names: string[][] = [];
    for (let round = 0; round < 3; round += 1) {
      expect((await runProgram(load(place))).code).toBe(0);
      names.push(fs.readdirSync(place).sort());
    }
    for (const entries of names) {
      expect(entries).toEqual([
        'cloudhsm_mgmt_util.cfg',
        'cluster.json',
        expect.stringMatching(/^load-[0-9a-f]{18}$/),
        'settings',
      ]);
    }
    expect(new Set(names.flat()).size).toBe(6);
  });

  it('gives no number of a generation a second time', async () => {
    const place = copyOf();
    const before = openCluster(place).hsms.map((hsm) => hsm.inspect().number);
    await runProgram(load(place));
    const cluster = openCluster(place);
    expect(cluster.hsms.map((hsm) => hsm.inspect().number)).toEqual(before.map((n) => n + 1));
    expect(dumpCluster(cluster).servers).toEqual(
      JSON.parse(fs.readFileSync(dumpFile, 'utf8')).servers,
    );
  });
});

function isInStore({ name, text }: SystemCall): boolean {
  return name !== 'exit_group' && name !== 'close' && text.includes('/server-');
}

/** All files of a folder, with what is in them; folders too. */
function contentOf(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const content = entry.isFile() ? fs.readFileSync(file, 'latin1') : '';
      return `${path.relative(folder, file)} ${content}`;
    })
    .sort();
}
