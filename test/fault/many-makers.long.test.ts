import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { howMany, howOften, sample } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';
import { runProgram } from '../support/run-program.ts';
import { inParallel } from './in-parallel.ts';
import { stopAt } from './stopped.ts';
import { type SystemCall, stateCalls, trace } from './strace.ts';

/**
 * Several processes that make a cluster in one folder at once. One wins, the others say why they do not,
 * and nobody takes anything away that is not its own.
 */
const ROUNDS = howMany(1, 10);
const MAKERS_AT_ONCE = howMany(4, 6);
const PLACES = howOften(2, 1000);

const strace = requireProgram('strace');
const MOFN = [process.execPath, 'bin/mofn', 'hsm'];

let root: string;
let places = 0;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-makers-'));
  const model = newPlace();
  await runProgram([...MOFN, 'init', model, '--officers', '2', '--quiet']);
  await runProgram([...MOFN, 'dump', '--hsm', model, '--out', dumpFile()]);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

function newPlace(): string {
  places += 1;
  return path.join(root, `place-${places}`);
}

function dumpFile(): string {
  return path.join(root, 'dump.json');
}

const MAKERS: readonly [string, (place: string) => readonly string[]][] = [
  ['hsm init', (place) => [...MOFN, 'init', place, '--officers', '2', '--quiet']],
  ['hsm load', (place) => [...MOFN, 'load', dumpFile(), '--hsm', place]],
];

/** All of one cluster, and nothing besides. */
async function expectWhole(place: string, where: string): Promise<void> {
  const names = ['cloudhsm_mgmt_util.cfg', 'cluster.json', 'server-0', 'server-1', 'settings'];
  expect(fs.readdirSync(place).sort(), where).toEqual(names);
  const cluster = openCluster(place);
  cluster.readSettings();
  for (const hsm of cluster.hsms) {
    const reply = await hsm.execute({ op: 'listUsers' });
    expect(reply.ok && reply.users.length, where).toBe(4);
  }
}

describe.each(MAKERS)('%s, many at once on one folder', (_, command) => {
  it('has one winner, and the others say why they are none', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const place = newPlace();
      const ends = await Promise.all(
        Array.from({ length: MAKERS_AT_ONCE }, () => runProgram(command(place))),
      );
      const all = JSON.stringify(ends, undefined, 1);
      expect(
        ends.filter(({ code }) => code === 0),
        all,
      ).toHaveLength(1);
      for (const { code, stderr } of ends.filter((end) => end.code !== 0)) {
        expect(code, all).toBe(5);
        expect(stderr).toMatch(/is a cluster already|another process is making a cluster in/);
        expect(stderr).toContain('hint: ');
      }
      await expectWhole(place, all);
    }
  });

  it.skipIf(!strace.has)(
    `takes nothing away from who came between, wherever it stood still ${strace.label}`,
    async () => {
      const rehearsed = newPlace();
      const { calls, code, stderr } = await trace(command(rehearsed), { log: `${rehearsed}.log` });
      expect(code, stderr).toBe(0);
      const tried = callsOf(calls, rehearsed);
      const winners = await inParallel(tried, async (call) => {
        const place = newPlace();
        const sleeper = await stopAt(command(place), call, `${place}.log`);
        const other = await runProgram(command(place));
        const end = await sleeper.resume();
        const where = `${call.text}\n${end.stderr}${other.stderr}`;
        expect([end.code, other.code].sort(), where).toEqual([0, 5]);
        await expectWhole(place, where);
        return end.code === 0 ? 'sleeper' : 'other';
      });
      expect(new Set(winners)).toEqual(new Set(['sleeper', 'other']));
    },
  );
});

/** Where the sleeper stands still: evenly over all, and at what puts things in their place. */
function callsOf(calls: readonly SystemCall[], place: string): readonly SystemCall[] {
  const all = stateCalls(calls, place).filter(
    ({ name }) => name !== 'exit_group' && name !== 'close',
  );
  const [first] = all.filter(({ name }) => name === 'rename');
  return [...sample(all, PLACES), ...(first === undefined ? [] : [first])];
}
