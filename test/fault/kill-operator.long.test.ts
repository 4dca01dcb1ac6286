import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { isClusterFolder } from '../../src/hsm/cluster/folder.ts';
import { howMany } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';
import { inParallel } from './in-parallel.ts';
import { logInAll, makeOfficers, makeQuorumCluster } from './quorum-cluster.ts';
import { type SystemCall, stateCalls, trace } from './strace.ts';

/**
 * Kills the operator's commands at the system calls that touch the state: some by default,
 * all with MOFN_LONG=1.
 */
const STEP = howMany(80, 1);

const strace = requireProgram('strace');

let root: string;
let model: string;
let copies = 0;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-operator-'));
  model = path.join(root, 'model');
  const cluster = makeQuorumCluster(model, makeOfficers(2));
  await runCommand(['hsm', 'dump', '--hsm', model, '--out', path.join(root, 'dump.json')]);
  await logInAll(cluster, 'officer1');
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** What is kept, store by store. */
function snapshot(folder: string): string[] {
  const cluster = openCluster(folder);
  return [
    JSON.stringify(cluster.readSettings()),
    ...cluster.hsms.map((hsm) => JSON.stringify(hsm.inspect().state)),
  ];
}

function copyOf(): string {
  copies += 1;
  const copy = path.join(root, `copy-${copies}`);
  fs.cpSync(model, copy, { recursive: true });
  return copy;
}

async function run(words: readonly string[], folder: string, call?: SystemCall) {
  return trace([process.execPath, 'bin/mofn', 'hsm', ...words], {
    log: `${folder}.log`,
    env: { MOFN_HSM: folder },
    ...(call && { inject: `${call.name}:signal=SIGKILL:when=${call.ordinal}` }),
  });
}

const everySoMany = <T>(all: readonly T[]): readonly T[] =>
  all.filter((_, index) => index % STEP === 0 || index === all.length - 1);

describe.skipIf(!strace.has)(`kill -9 of the operator's command ${strace.label}`, () => {
  it.each([
    ['clock', 'set', '2030-01-01'],
    ['fault', 'add', 'server=1 error=RET_FAULT'],
    ['load', 'DUMP', '--force'],
    ['logout', '--all'],
  ])('%s %s leaves each store as it was or as it should be', async (...given) => {
    const words = given
      .filter((word) => word !== undefined)
      .map((word) => (word === 'DUMP' ? path.join(root, 'dump.json') : word));
    const rehearsed = copyOf();
    const rehearsal = await run(words, rehearsed);
    expect(rehearsal.code, rehearsal.stderr).toBe(0);
    const before = snapshot(model);
    const after = snapshot(rehearsed);
    expect(after).not.toEqual(before);
    const calls = stateCalls(rehearsal.calls, rehearsed);
    expect(calls.length).toBeGreaterThanOrEqual(8);
    await inParallel(everySoMany(calls), async (call) => {
      const copy = copyOf();
      const killed = await run(words, copy, call);
      expect(killed.signal, call.text).toBe('SIGKILL');
      const left = snapshot(copy);
      for (const [index, state] of left.entries()) {
        expect([before[index], after[index]], call.text).toContain(state);
      }
      // HSM after HSM logs out, but all else is one step.
      if (words[0] !== 'logout') expect([before, after], call.text).toContainEqual(left);
      const again = await run(words, copy);
      expect(again.code, again.stderr).toBe(0);
    });
  });

  it('init leaves a whole cluster or none', async () => {
    // A standing clock: the log of a new HSM has the time.
    const words = ['--officers', '2', '--seed', '7', '--clock', '2026-01-01T00:00:00Z'];
    const rehearsed = path.join(root, 'init');
    const rehearsal = await run(['init', rehearsed, ...words], rehearsed);
    expect(rehearsal.code, rehearsal.stderr).toBe(0);
    const whole = snapshot(rehearsed);
    const calls = stateCalls(rehearsal.calls, rehearsed);
    expect(calls.length).toBeGreaterThanOrEqual(30);
    let clusters = 0;
    await inParallel(everySoMany(calls), async (call) => {
      copies += 1;
      const place = path.join(root, `init-${copies}`);
      const killed = await run(['init', place, ...words], place, call);
      expect(killed.signal, call.text).toBe('SIGKILL');
      if (isClusterFolder(place)) {
        clusters += 1;
        expect(snapshot(place), call.text).toEqual(whole);
      } else {
        expect(() => openCluster(place), call.text).toThrow(/^cluster-(none|missing) /);
      }
    });
    expect(clusters).toBeGreaterThan(0);
  });
});
