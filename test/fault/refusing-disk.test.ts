import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { IS_LONG } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';
import { inParallel } from './in-parallel.ts';
import { makeOfficers, makeQuorumCluster } from './quorum-cluster.ts';
import { DRIFTS, type SystemCall, stateCalls, type TracedRun, trace } from './strace.ts';

/**
 * A disk that is full, broken or read-only, at each call that writes: the command ends with exit 5 and
 * says what to do, success is not printed, and what the HSMs hold is what they held.
 */
const strace = requireProgram('strace');

const ERRORS = [
  ['ENOSPC', 'no space left on the disk', /free some space/],
  ['EIO', 'input/output error', /the disk reports an error/],
  ['EROFS', 'the file system is read-only', /put the cluster where it can be written/],
  ['EDQUOT', 'the disk quota is used up', /quota/],
  ['EACCES', 'permission denied', /make the cluster folder yours/],
] as const;

let root: string;
let folder: string;
let writing: readonly SystemCall[];
let copies = 0;

const COMMAND = [process.execPath, 'bin/mofn', 'hsm', 'exec', 'loginHSM CO officer1 password'];

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-disk-'));
  folder = path.join(root, 'cluster');
  makeQuorumCluster(folder, makeOfficers(1), { m: 1 });
  const copy = copyOf();
  const run = await trace(COMMAND, { log: `${copy}.log`, env: { MOFN_HSM: copy } });
  writing = stateCalls(run.calls, copy).filter(({ text }) => text.includes('/server-0'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

function copyOf(): string {
  copies += 1;
  const copy = path.join(root, `copy-${copies}`);
  fs.cpSync(folder, copy, { recursive: true });
  return copy;
}

function snapshot(cluster: string): string[] {
  return openCluster(cluster).hsms.map((hsm) => JSON.stringify(hsm.inspect().state));
}

/** The first calls of the first change: those before the link, and the link. */
function callsUpToLink(): readonly SystemCall[] {
  const link = writing.findIndex(({ name }) => name === 'link');
  return writing.slice(0, link + 1).filter(({ name }) => name !== 'close');
}

/** Runs the command on a copy, and lets this very call of it fail: others of its name are let through. */
async function refuse(call: SystemCall, code: string): Promise<{ run: TracedRun; copy: string }> {
  for (const drift of DRIFTS) {
    const copy = copyOf();
    const run = await trace(COMMAND, {
      log: `${copy}.log`,
      env: { MOFN_HSM: copy },
      inject: `${call.name}:error=${code}:when=${Math.max(1, call.ordinal + drift)}`,
    });
    const refused = stateCalls(run.calls, copy).find(({ injected }) => injected);
    if (refused?.name === call.name && refused.text.includes('/server-0')) return { run, copy };
  }
  throw new Error(`no run was refused at ${call.text}`);
}

describe.skipIf(!strace.has)(`a disk that refuses ${strace.label}`, () => {
  it.each(ERRORS.map((error, index) => [...error, index] as const))(
    'with %s ends a command with exit 5 and changes nothing',
    async (code, what, hint, index) => {
      const before = snapshot(folder);
      const calls = callsUpToLink();
      expect(calls.map(({ name }) => name)).toEqual(['openat', 'write', 'fsync', 'link']);
      // By default every other call, the other ones under the next error.
      const tried = calls.filter((_, at) => IS_LONG || at % 2 === index % 2);
      await inParallel(tried, async (call) => {
        const { run, copy } = await refuse(call, code);
        const where = `${code} at ${call.name}: ${run.stdout}${run.stderr}`;
        expect(run.code, where).toBe(5);
        expect(run.stdout, where).not.toContain('success');
        expect(run.stderr, where).toContain(what);
        expect(run.stderr, where).toMatch(hint);
        expect(run.stderr, where).toContain('nothing was changed');
        expect(snapshot(copy), where).toEqual(before);
      });
    },
  );

  it('to make the folder durable says that it may or may not be done', async () => {
    const copy = copyOf();
    const folderSync = writing.filter(({ name }) => name === 'fsync')[1];
    const run = await trace(COMMAND, {
      log: `${copy}.log`,
      env: { MOFN_HSM: copy },
      inject: `fsync:error=EIO:when=${folderSync?.ordinal}`,
    });
    expect(run.code).toBe(5);
    expect(run.stdout).not.toContain('success');
    expect(run.stderr).toContain('cannot make durable');
    expect(run.stderr).toContain("look with 'mofn hsm show'");
  });

  it('lets those that only look go on', async () => {
    const copy = copyOf();
    const run = await trace([process.execPath, 'bin/mofn', 'hsm', 'exec', 'listUsers'], {
      log: `${copy}.log`,
      env: { MOFN_HSM: copy },
      inject: 'fsync,link,mkdir:error=EROFS',
    });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toContain('officer1');
  });

  it('to make a cluster leaves no half of one', async () => {
    for (const inject of [
      'link:error=ENOSPC:when=3',
      'fsync:error=EIO:when=5',
      'mkdir:error=EROFS',
    ]) {
      const place = path.join(root, 'refused');
      const run = await trace([process.execPath, 'bin/mofn', 'hsm', 'init', place], {
        log: `${place}.log`,
        inject,
      });
      expect([inject, run.code]).toEqual([inject, 5]);
      expect(run.stderr).toContain('hint: ');
      expect([inject, fs.existsSync(place)]).toEqual([inject, false]);
    }
  });
});
