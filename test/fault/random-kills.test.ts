import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, createCluster, openCluster } from '../../src/hsm/cluster/cluster.ts';
import { findBrokenLink } from '../../src/hsm/machine/audit.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howMany } from '../support/how-many.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { logInAll, quorumPlan } from './quorum-cluster.ts';

/**
 * Several processes write at once and are killed at random; then what is there is held against a
 * model of what they said they did. A dozen kills by default, 500 with MOFN_LONG=1; MOFN_KILLS sets another
 * number.
 */
const KILLS = Number(process.env['MOFN_KILLS'] ?? howMany(8, 500));
const WRITERS = 3;

/** What one server must hold, and what it may: of the step in which a writer was killed. */
interface Model {
  readonly users: Set<string>;
  /** Users of whom it is open whether they are there; at most one for each writer. */
  readonly open: Set<string>;
  acknowledged: number;
}

let root: string;
let program: string;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-kills-'));
  program = await bundleProgram('test/fault/programs/keep-writing.ts', root);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** A writer that was let write for a while and then killed; what it said, line by line. */
async function writeAndDie(words: readonly string[], milliseconds: number): Promise<string[]> {
  const child: ChildProcess = spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('did')) resolve();
    });
  });
  const closed = once(child, 'close');
  await Promise.race([begun, closed]);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await closed;
  expect(child.signalCode, said).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

function follow(models: readonly Model[], lines: readonly string[]): void {
  for (const line of lines) {
    const [stage, action, server, user = ''] = line.split(' ');
    const model = models[Number(server)];
    if (model === undefined) throw new Error(`not a line of a writer: ${line}`);
    if (stage === 'try') {
      model.open.add(user);
      continue;
    }
    model.open.delete(user);
    model.acknowledged += 1;
    if (action === 'create') model.users.add(user);
    else model.users.delete(user);
  }
}

/** What is open is decided now: it was done, or it was not. */
function check(models: readonly Model[], cluster: Cluster): void {
  for (const [server, model] of models.entries()) {
    const state = cluster.hsms[server]?.inspect().state.hsm;
    const there = new Set(state?.users.filter(({ type }) => type === 'CU').map(({ name }) => name));
    expect(model.open.size).toBeLessThanOrEqual(WRITERS);
    for (const user of model.open) {
      if (there.has(user)) model.users.add(user);
      else model.users.delete(user);
    }
    model.open.clear();
    expect(there).toEqual(model.users);
  }
}

describe('kill -9 at random', () => {
  it(
    `loses nothing that was acknowledged, and leaves nothing half done (${KILLS} kills)`,
    async () => {
      const folder = path.join(root, 'cluster');
      const made = createCluster(folder, quorumPlan([], 2, 1));
      const models: Model[] = made.hsms.map(() => ({
        users: new Set(),
        open: new Set(),
        acknowledged: 0,
      }));
      let kills = 0;
      while (kills < KILLS) {
        // The writers' session is of no process that could end, so it is ended here.
        openCluster(folder).logOutAll();
        const sessions = await logInAll(openCluster(folder, { process: ELSEWHERE }), 'admin');
        const histories = await Promise.all(
          Array.from({ length: WRITERS }, (_, writer) => {
            const words = [folder, `w${kills + writer}`, ...sessions];
            return writeAndDie(words, Math.random() * 40);
          }),
        );
        for (const lines of histories) follow(models, lines);
        kills += WRITERS;
        const cluster = openCluster(folder, { process: ELSEWHERE });
        check(models, cluster);
        // Make room, as an HSM holds 1,024 users, and go on from what is there.
        if (kills % 30 === 0) await deleteAll(cluster, sessions, models);
      }
      for (const hsm of openCluster(folder).hsms) {
        const { hsm: state, log } = hsm.inspectWhole();
        expect(findBrokenLink(log, state.audit)).toBeUndefined();
      }
      const acknowledged = models.reduce((sum, model) => sum + model.acknowledged, 0);
      expect(acknowledged).toBeGreaterThan(KILLS);
      console.log(`${kills} kills, ${acknowledged} acknowledged changes, none lost`);
    },
    60_000 + KILLS * 1000,
  );
});

async function deleteAll(
  cluster: Cluster,
  sessions: readonly string[],
  models: readonly Model[],
): Promise<void> {
  for (const [server, model] of models.entries()) {
    for (const name of model.users) {
      const session = sessions[server] ?? '';
      await cluster.hsms[server]?.execute({ op: 'deleteUser', session, type: 'CU', name });
    }
    model.users.clear();
  }
}
