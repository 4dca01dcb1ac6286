import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import type { HsmRequest } from '../../src/hsm/protocol.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howOften } from '../support/how-many.ts';
import { approve } from './approve.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { askAll, makeOfficers, makeQuorumCluster, withApprovedToken } from './quorum-cluster.ts';
import { stringifyRequests } from './request-json.ts';

/** 50 replays by default, 1,000 with MOFN_LONG=1; every tenth by a process that is killed at it. */
const REPLAYS = howOften(50, 1000);

let root: string;
let program: string;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-replay-'));
  program = await bundleProgram('test/fault/programs/send-requests.ts', root);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

async function sendAndDie(folder: string, requests: readonly HsmRequest[]): Promise<void> {
  const file = path.join(root, 'requests.json');
  fs.writeFileSync(file, stringifyRequests(requests));
  const child = spawn(process.execPath, [program, folder, file], { stdio: 'ignore' });
  const exit = once(child, 'exit');
  await Promise.race([exit, sleep(60 + Math.random() * 20)]);
  child.kill('SIGKILL');
  await exit;
}

describe('a spent token', () => {
  it(`stays spent, across restarts and kills (${REPLAYS} replays)`, async () => {
    const folder = path.join(root, 'cluster');
    const officers = makeOfficers(2);
    const cluster = makeQuorumCluster(folder, officers);
    const { sessions, multiToken } = await withApprovedToken(cluster, officers, 3);
    const approvals = approve(officers, multiToken);
    const createUser = (server: number, name: string): HsmRequest => ({
      op: 'createUser',
      session: sessions[server] ?? '',
      type: 'CU',
      name,
      password: 'password',
    });
    await askAll(cluster, (server) => createUser(server, 'first'));
    let went = 0;
    for (let replay = 0; replay < REPLAYS; replay += 1) {
      const again = (server: number): HsmRequest => ({
        op: 'approveToken',
        session: sessions[server] ?? '',
        multiToken,
        approvals,
      });
      if (replay % 10 === 0) await sendAndDie(folder, [again(0), again(1)]);
      // Opened anew, nothing is remembered but what is on disk.
      for (const [server, hsm] of openCluster(folder, { process: ELSEWHERE }).hsms.entries()) {
        const replies = [
          await hsm.execute(again(server)),
          await hsm.execute(createUser(server, `second_${replay}`)),
        ];
        went += replies.filter(({ ok }) => ok).length;
      }
    }
    expect(went).toBe(0);
    for (const hsm of openCluster(folder).hsms) {
      const { users, tokens } = hsm.inspect().state.hsm;
      expect(users.filter(({ type }) => type === 'CU').map(({ name }) => name)).toEqual(['first']);
      expect(tokens).toEqual([]);
    }
  }, 300_000);
});
