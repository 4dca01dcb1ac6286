import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { requireProgram } from '../support/requirements.ts';
import { makeOfficers, makeQuorumCluster } from './quorum-cluster.ts';
import { trace } from './strace.ts';

/**
 * That success is printed after the data is on disk cannot be shown by killing a process: what it
 * wrote stays in the page cache. The order of its system calls shows it.
 */
const strace = requireProgram('strace');

let root: string;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-order-'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

describe.skipIf(!strace.has)(`a line of success ${strace.label}`, () => {
  it('comes after its document and its folder are on disk', async () => {
    const folder = path.join(root, 'cluster');
    makeQuorumCluster(folder, makeOfficers(2), { m: 1 });
    const run = await trace(
      [process.execPath, 'bin/mofn', 'hsm', 'exec', 'loginHSM CO officer1 password'],
      { log: path.join(root, 'log'), env: { MOFN_HSM: folder } },
    );
    expect(run.code, run.stderr).toBe(0);
    const texts = run.calls.map(({ text }) => text.replaceAll(folder, '*'));
    for (const server of [0, 1]) {
      const success = texts.findIndex(
        (text) => text.startsWith('write(1<') && text.includes(`success on server ${server}(`),
      );
      const before = texts
        .slice(0, success)
        .filter((text) => text.includes(`*/server-${server}`) && /^(write|fsync|link)/.test(text));
      expect(before).toEqual([
        expect.stringMatching(/^write\(\d+<.*\.new-\*>.*= \d+$/),
        expect.stringMatching(/^fsync\(\d+<.*\.new-\*>\)\s*= 0$/),
        expect.stringMatching(/^link\(".*\.new-\*", ".*\/\d{12}\.json"\) = 0$/),
        expect.stringMatching(/^fsync\(\d+<\*\/server-\d>\)\s*= 0$/),
      ]);
    }
  });

  it('of a new cluster, too', async () => {
    const folder = path.join(root, 'new');
    const run = await trace([process.execPath, 'bin/mofn', 'hsm', 'init', folder], {
      log: path.join(root, 'log'),
    });
    expect(run.code, run.stderr).toBe(0);
    const texts = run.calls.map(({ text }) => text.replaceAll(folder, '*'));
    const success = texts.findIndex((text) => text.includes('made a cluster'));
    const published = texts.findIndex((text) => text.includes('"*/cluster.json") = 0'));
    expect(published).toBeGreaterThan(-1);
    const synced = texts.slice(published, success).filter((text) => text.startsWith('fsync('));
    expect(synced).toEqual([
      expect.stringMatching(/^fsync\(\d+<\*>\)\s*= 0$/),
      expect.stringContaining(`<${root}>`),
    ]);
  });
});
